/**
 * The gateway's side of the log: what it appends, and its delivery topic.
 *
 * <pre>
 *  sessions, commands, signals, watches, leases ──Appender──► LogProducer ──► the topics of the catalogue
 *                                                              └─ LogPressure: too much waits, or there is room again
 *  deliveries.&lt;gateway&gt; ──DeliveryConsumer (own thread, no group)──► DeliveryHandler
 *                              └─ what can never be read ──► dead-letters
 * </pre>
 *
 * The gateway makes one topic, {@code deliveries.<gateway>}, and reads it from its end at every start: what was meant
 * for an earlier life is of no use to this one.
 */
package io.parley.gateway.log;
