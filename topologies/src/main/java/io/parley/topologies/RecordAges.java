package io.parley.topologies;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
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
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/**
 * How old records are when an application gets them and when it sends them on: where the time goes, hop by hop. A record
 * keeps the timestamp of what it was made from, so ages add up from the command on; they are only as right as the clocks
 * of brokers and processes agree. Safe for use by several threads.
 *
 * <p>All gateways' topics count as one, since there may be many and they come and go.
 */
final class RecordAges {

    /** Under which name the interceptors find the instance among the application's settings. */
    static final String KEY = "parley.record.ages";

    static final String METER = "parley.streams.record.age";

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

    private final String application;
    private final Function<String, Optional<String>> labelOf;
    private final Clock clock;
    private final MeterRegistry meters;

    /** By topic; empty for those that don't count. */
    private final Map<String, Optional<Timer>> received = new ConcurrentHashMap<>();

    private final Map<String, Optional<Timer>> sent = new ConcurrentHashMap<>();

    /** @param labelOf the name that a topic's records are counted under; empty: not at all */
    RecordAges(String application, Function<String, Optional<String>> labelOf, Clock clock, MeterRegistry meters) {
        this.application = application;
        this.labelOf = labelOf;
        this.clock = clock;
        this.meters = meters;
    }

    private void received(ConsumerRecord<byte[], byte[]> record) {
        add(received, "in", record.topic(), record.timestamp());
    }

    private void sent(ProducerRecord<byte[], byte[]> record) {
        if (record.timestamp() != null) {
            add(sent, "out", record.topic(), record.timestamp());
        }
    }

    private void add(Map<String, Optional<Timer>> timers, String direction, String topic, long timestamp) {
        Optional<Timer> timer = timers.get(topic);
        if (timer == null) {
            timer = labelOf.apply(topic).map(label -> timer(direction, label));
            timers.put(topic, timer);
        }
        if (timer.isPresent()) {
            timer.get().record(Math.max(0, clock.millis() - timestamp), TimeUnit.MILLISECONDS);
        }
    }

    /** The same one for the same label. */
    private Timer timer(String direction, String label) {
        return Timer.builder(METER)
                .description("time since what a record was made from was written to the log")
                .tag("application", application)
                .tag("direction", direction)
                .tag("topic", label)
                .serviceLevelObjectives(BOUNDS)
                .register(meters);
    }

    /** Made by the engine, by its class name. */
    public static final class OfReceived implements ConsumerInterceptor<byte[], byte[]> {

        private RecordAges ages;

        @Override
        public void configure(Map<String, ?> configs) {
            ages = (RecordAges) configs.get(KEY);
        }

        @Override
        public ConsumerRecords<byte[], byte[]> onConsume(ConsumerRecords<byte[], byte[]> records) {
            for (ConsumerRecord<byte[], byte[]> record : records) {
                ages.received(record);
            }
            return records;
        }

        @Override
        public void onCommit(Map<TopicPartition, OffsetAndMetadata> offsets) {
            // Of no interest here.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }

    /** Made by the engine, by its class name. */
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
            // Of no interest here.
        }

        @Override
        public void close() {
            // Nothing is held.
        }
    }
}
