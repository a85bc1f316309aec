/**
 * Dispatches the gateway's deliveries to its sessions.
 *
 * <pre>
 *  deliveries.&lt;gateway&gt; ─ DeliveryConsumer ─► DeliveryDispatcher ─┬─► LoopBatches ─► Session, on its event loop
 *    (package log, one thread)                    │               └─► PresenceWatches
 *                                                 ├─ EventFrames: each event encoded once, and its bytes shared
 *                                                 └─ RepeatLookup ─► the store: answers to commands that took effect before
 * </pre>
 *
 * <p>The package owns no data except unfinished batches, which are bounded. It may use {@code session} and its
 * subpackages, {@code frame}, {@code log}, {@code metrics} and {@code presence}; sessions don't know it.
 */
package io.parley.gateway.delivery;
