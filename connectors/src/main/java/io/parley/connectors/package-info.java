/**
 * What Parley's Kafka Connect plug-ins have in common: reading their configuration, decoding records, and reporting
 * those that can never be read; and {@link io.parley.connectors.Connectors}, the configurations to start them with.
 *
 * <pre>
 *  events ─────────────────────────► cassandra ──► parley_hot.messages
 *  sessions, presence, gateways ───► redis ──────► connections, online, gateway
 *                                      └─ both ──► dead-letters: what can never be read
 * </pre>
 *
 * Records reach the plug-ins as bytes and are decoded with the schema registry here; the plug-ins are found by their
 * entries under {@code META-INF/services} ({@code plugin.discovery=service_load}).
 */
package io.parley.connectors;
