/**
 * Plays one hostile account with many sessions: floods groups, opens without reading, asks for history, reconnects,
 * handshakes, reacts, sets its status.
 *
 * <pre>
 *   HostileAccount ─► Act, in turn and at a fixed rate ─► HostileSession: half of them never read
 * </pre>
 *
 * <p>It counts what it did and what became of it, and knows nothing of those beside it.
 */
package io.parley.bench.hostile;
