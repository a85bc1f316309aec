/**
 * What Parley's Kafka Connect plug-ins have in common: reading their configuration, decoding records, and reporting those
 * that can never be read to {@code dead-letters}, the one topic that is written here.
 */
package io.parley.connectors.sink;
