/**
 * Parley's clients by the thousand in one process: the protocol as a client speaks it, at as little cost as can be.
 *
 * <pre>
 *   Fleet ──► Lane (one event loop and all that is its own) ──► Client ──► socket
 *               └─ Pacer: sends what is due                      └─ FrameScanner ──► Recorder
 * </pre>
 *
 * <p>Everything of a client runs on its lane's event loop with plain fields. What several lanes share is written before
 * they see it, or atomic.
 */
package io.parley.bench.client;
