/**
 * Makes the configurations of Parley's Kafka Connect plug-ins: {@link io.parley.connectors.Connectors}.
 *
 * <pre>
 *  events ─────────────────────────► cassandra ──► parley_hot.messages
 *  sessions, presence, gateways ───► redis ──────► connections, online, gateway
 *                                      └─ both ──► dead-letters: what can never be read
 * </pre>
 *
 * Records reach the plug-ins as bytes and are decoded with the schema registry ({@link io.parley.connectors.sink}); the
 * plug-ins are found by their entries under {@code META-INF/services} ({@code plugin.discovery=service_load}).
 */
package io.parley.connectors;
