package io.parley.topologies.engine;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import io.parley.schemas.HopStamp;
import org.apache.kafka.clients.consumer.ConsumerInterceptor;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerInterceptor;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * Measures latency in two ways. Both are subject to clock skew between brokers and processes:
 *
 * <ul>
 *   <li>the age of records when an application receives and sends them. A record keeps the timestamp of the record it
 *       was made from, so ages add up from the command on;
 *   <li>the time of each hop: the {@code wait} from a record's send to its receipt, and the {@code work} from the
 *       receipt of the input to the send of the output. A {@link HopStamp} travels with the record for that. Records
 *       made by a timer have no work.
 * </ul>
 *
 * Safe for use by several threads.
 *
 * <p>All gateways' topics count as one, since there may be many and they come and go.
 */
public final class RecordAges {

    /** Key under which the interceptors find the instance in the application's settings. */
    public static final String KEY = "parley.record.ages";

    static final String METER = "parley.streams.record.age";

    static final String HOP_METER = "parley.streams.hop";

    private static final Duration[] BOUNDS = {
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(25),
        Duration.ofMillis(50),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(1),
        Duration.ofSeconds(2),
        Duration.ofSeconds(5),
        Duration.ofSeconds(30)
    };

    private static final Duration[] HOP_BOUNDS = {
        Duration.ofNanos(250_000),
        Duration.ofNanos(500_000),
        Duration.ofMillis(1),
        Duration.ofMillis(2),
        Duration.ofMillis(5),
        Duration.ofMillis(10),
        Duration.ofMillis(20),
        Duration.ofMillis(30),
        Duration.ofMillis(50),
        Duration.ofMillis(75),
        Duration.ofMillis(100),
        Duration.ofMillis(200),
        Duration.ofMillis(500),
        Duration.ofSeconds(2),
        Duration.ofSeconds(10)
    };

    private final String application;
    private final Function<String, Optional<String>> labelOf;
    private final Clock clock;
    private final MeterRegistry meters;

    /** By topic; empty for topics that aren't measured. */
    private final Map<String, Optional<Hop>> received = new ConcurrentHashMap<>();

    private final Map<String, Optional<Hop>> sent = new ConcurrentHashMap<>();

    /** The timers at one end of a hop. */
    private record Hop(Timer age, Timer time) {}

    /** @param labelOf returns a topic's label; empty: not measured */
    public RecordAges(
            String application, Function<String, Optional<String>> labelOf, Clock clock, MeterRegistry meters) {
        this.application = application;
        this.labelOf = labelOf;
        this.clock = clock;
        this.meters = meters;
    }

    private void received(ConsumerRecord<byte[], byte[]> record, Instant now) {
        hop(received, record.topic(), "in", "wait").ifPresent(hop -> {
            addAge(hop, record.timestamp(), now);
            hop.time.record(HopStamp.microsSince(record.headers(), record.timestamp(), now), TimeUnit.MICROSECONDS);
            HopStamp.put(record.headers(), now);
        });
    }

    private void sent(ProducerRecord<byte[], byte[]> record) {
        hop(sent, record.topic(), "out", "work").ifPresent(hop -> {
            Instant now = clock.instant();
            if (record.timestamp() != null) {
                addAge(hop, record.timestamp(), now);
            }
            HopStamp.microsSince(record.headers(), now)
                    .ifPresent(micros -> hop.time.record(micros, TimeUnit.MICROSECONDS));
            HopStamp.put(record.headers(), now);
        });
    }

    private static void addAge(Hop hop, long timestamp, Instant now) {
        hop.age.record(Math.max(0, now.toEpochMilli() - timestamp), TimeUnit.MILLISECONDS);
    }

    private Optional<Hop> hop(Map<String, Optional<Hop>> hops, String topic, String direction, String part) {
        Optional<Hop> hop = hops.get(topic);
        if (hop == null) {
            hop = labelOf.apply(topic).map(label -> new Hop(age(direction, label), time(part, label)));
            hops.put(topic, hop);
        }
        return hop;
    }

    /** Returns the same timer for the same label. */
    private Timer age(String direction, String label) {
        return Timer.builder(METER)
                .description("time since what a record was made from was written to the log")
                .tag("application", application)
                .tag("direction", direction)
                .tag("topic", label)
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    /** Returns the same timer for the same label. */
    private Timer time(String part, String label) {
        return Timer.builder(HOP_METER)
                .description(
                        "wait: since a record was sent until received; work: since received until what it becomes is sent")
                .tag("application", application)
                .tag("part", part)
                .tag("topic", label)
                .serviceLevelObjectives(HOP_BOUNDS)
                .register(meters);
    }

    /** Created by the engine, by its class name. */
    public static final class OfReceived implements ConsumerInterceptor<byte[], byte[]> {

        private RecordAges ages;

        @Override
        public void configure(Map<String, ?> configs) {
            ages = (RecordAges) configs.get(KEY);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            Instant now = ages.clock.instant();
            for (ConsumerRecord<byte[], byte[]> record : records) {
                ages.received(record, now);
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Not measured.
        }

        @Override
        public void close() {
            // Holds no resources.
        }
    }

    /** Created by the engine, by its class name. */
    public static final class OfSent implements ProducerInterceptor<byte[], byte[]> {

        private RecordAges ages;

        @Override
        public void configure(Map<String, ?> configs) {
            ages = (RecordAges) configs.get(KEY);
        }

        @Override
        public ProducerRecord<byte[], byte[]> onSend(ProducerRecord<byte[], byte[]> record) {
            ages.sent(record);
            return record;
        }

        @Override
        public void onAcknowledgement(RecordMetadata metadata, Exception failure) {
            // Not measured.
        }

        @Override
        public void close() {
            // Holds no resources.
        }
    }
}
