/**
 * Connects the gateway to the log: appends records, and reads the delivery topic.
 *
 * <pre>
 *  sessions, commands, signals, watches, leases ──Appender──► LogProducer ──► the topics of the catalogue
 *                                                              └─ LogPressure: bytes that wait for the log
 *  deliveries.&lt;gateway&gt; ──DeliveryConsumer (own thread, no group)──► DeliveryHandler
 *                              └─ records that can't be read ──► dead-letters
 * </pre>
 *
 * <p>Threads that read repeat passes in a {@link io.parley.gateway.log.PassLoop}.
 *
 * <p>The gateway creates one topic, {@code deliveries.<gateway>}, and reads it from its end at every start: deliveries
 * to an earlier life are useless to this one. The package may use {@code metrics}.
 */
package io.parley.gateway.log;
