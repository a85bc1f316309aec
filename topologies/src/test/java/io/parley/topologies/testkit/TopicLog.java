package io.parley.topologies.testkit;

import io.parley.avro.Device;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.DeviceKey;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.serialization.Serde;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** The records that a broker would keep: those of every topic, stamped by the log's clock if the catalogue says so. */
final class TopicLog {

    private static final String LOG_TIME = "LogAppendTime";

    private final AvroSerdes serdes;
    private final Set<String> stampedHere = new HashSet<>();
    private final Map<String, List<TestRecord<byte[], byte[]>>> records = new HashMap<>();
    private final Map<String, Serde<?>> values = new HashMap<>();
    private final Map<String, List<TestRecord<String, ?>>> decoded = new HashMap<>();

    TopicLog(Topics topics, AvroSerdes serdes) {
        this.serdes = serdes;
        for (Topic<?> topic : topics.all()) {
            serdes.register(topic);
            if (LOG_TIME.equals(topic.settings().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG))) {
                stampedHere.add(topic.name());
            }
        }
    }

    /** Appends a record, and returns it as its readers get it. */
    Piped append(Piped written, Instant now) {
        Piped appended = stamped(written, now);
        records.computeIfAbsent(written.topic(), topic -> new ArrayList<>()).add(appended.record());
        return appended;
    }

    /** Returns a record as its readers get it. */
    Piped stamped(Piped written, Instant now) {
        TestRecord<byte[], byte[]> record = written.record();
        return stampedHere.contains(written.topic())
                ? new Piped(
                        written.topic(),
                        written.partition(),
                        new TestRecord<>(record.key(), record.value(), record.headers(), now))
                : written;
    }

    <V extends SpecificRecord> Piped encode(Topic<V> topic, String key, V value, Headers headers, Instant time) {
        return new Piped(
                topic.name(),
                topic.partitionOf(id(topic, key)),
                new TestRecord<>(
                        serdes.key().serializer().serialize(topic.name(), key),
                        value(topic).serializer().serialize(topic.name(), value),
                        headers,
                        time));
    }

    /** The id that decides about the partition: keys of devices are longer. */
    private static String id(Topic<?> topic, String key) {
        return topic.valueType() == Device.class
                ? DeviceKey.parse(key).map(DeviceKey::userId).orElse(key)
                : key;
    }

    <V extends SpecificRecord> V decode(Topic<V> topic, TestRecord<byte[], byte[]> record) {
        return value(topic).deserializer().deserialize(topic.name(), record.value());
    }

    /** What the topic holds. Each record is decoded once: histories look at the whole topic after each step. */
    @SuppressWarnings("unchecked") // by their topic
    <V extends SpecificRecord> List<TestRecord<String, V>> records(Topic<V> topic) {
        List<TestRecord<String, ?>> known = decoded.computeIfAbsent(topic.name(), name -> new ArrayList<>());
        List<TestRecord<byte[], byte[]>> all = records.getOrDefault(topic.name(), List.of());
        for (TestRecord<byte[], byte[]> record : all.subList(known.size(), all.size())) {
            known.add(new TestRecord<>(
                    serdes.key().deserializer().deserialize(topic.name(), record.key()),
                    decode(topic, record),
                    record.headers(),
                    record.getRecordTime()));
        }
        return known.stream().map(record -> (TestRecord<String, V>) record).toList();
    }

    @SuppressWarnings("unchecked") // by their topic
    private <V extends SpecificRecord> Serde<V> value(Topic<V> topic) {
        return (Serde<V>) values.computeIfAbsent(topic.name(), name -> serdes.value(topic));
    }
}
