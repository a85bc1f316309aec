/**
 * Says how the Kafka brokers are reached: the properties that every client of a process begins with, and which of them
 * Parley sets itself. It owns no data.
 */
package io.parley.runtime.kafka;
