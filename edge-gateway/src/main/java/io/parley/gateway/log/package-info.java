/**
 * Connects the gateway to the log: appends records, and reads the delivery topic.
 *
 * <pre>
 *  sessions, commands, signals, watches, leases ──Appender──► LogProducer ──► the topics of the catalogue
 *                                                              └─ LogPressure: too much waits, or there is room again
 *  deliveries.&lt;gateway&gt; ──DeliveryConsumer (own thread, no group)──► DeliveryHandler
 *                              └─ records that can't be read ──► dead-letters
 * </pre>
 *
 * <p>The gateway creates one topic, {@code deliveries.<gateway>}, and reads it from its end at every start: what was
 * sent to an earlier life is of no use to this one. The package may use {@code metrics}.
 */
package io.parley.gateway.log;
