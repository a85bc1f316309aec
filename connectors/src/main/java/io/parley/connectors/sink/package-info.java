/**
 * Shared by Parley's Kafka Connect plug-ins: reading their configuration, decoding records, and reporting those that
 * can never be read to {@code dead-letters}, the only topic written here.
 */
package io.parley.connectors.sink;
