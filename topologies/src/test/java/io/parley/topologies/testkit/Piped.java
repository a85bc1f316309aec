package io.parley.topologies.testkit;

import org.apache.kafka.streams.test.TestRecord;

/** A record in its partition of a topic. */
record Piped(String topic, int partition, TestRecord<byte[], byte[]> record) {}
