/**
 * Runs thousands of Parley clients in one process: the protocol as a client speaks it, at the lowest cost.
 *
 * <pre>
 *   Fleet ──► Lane (one event loop and its state) ──► Client ──► socket
 *               └─ Pacer: sends due messages                      └─ FrameScanner ──► Recorder
 * </pre>
 *
 * <p>A client runs on its lane's event loop with plain fields. State that several lanes share is written before they
 * see it, or atomic.
 */
package io.parley.bench.client;
