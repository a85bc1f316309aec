package io.parley.gateway.log;

import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.lifecycle.Deadline;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.Serializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BiFunction;

/**
 * Appends to the log, idempotently, to all in-sync replicas, and without ever blocking. {@link #to} fetches metadata
 * and schema ids before the first client connects, so that no append waits for them; from then on a log that doesn't
 * answer, or a full buffer, is a failed append. Long before that the {@link LogPressure} is high.
 */
public final class LogProducer {

    private static final Logger LOG = LoggerFactory.getLogger(LogProducer.class);

    /** Metadata of a topic without appends for this long is dropped, and fetching it again would block. */
    private static final Duration METADATA_LIFE = Duration.ofDays(365);

    private static final Duration WARM_UP_PAUSE = Duration.ofMillis(50);

    private final Producer<byte[], byte[]> producer;
    private final AvroSerdes serdes;
    private final GatewayMetrics metrics;
    private final LogPressure pressure;
    private final Duration startTimeout;

    /**
     * @param name its name for the brokers and this process's threads
     * @param wait how long a record waits for others to share a request with
     * @param pressure counts all that is appended; the buffer holds twice its watermark
     * @param appendTimeout after which an unacknowledged record has failed
     * @param startTimeout how long {@link #to} waits for the brokers
     */
    public LogProducer(
            String name,
            Duration wait,
            Brokers brokers,
            AvroSerdes serdes,
            GatewayMetrics metrics,
            LogPressure pressure,
            Duration appendTimeout,
            Duration startTimeout) {
        this(
                new KafkaProducer<>(
                        settings(name, wait, brokers, appendTimeout, pressure.highMark()),
                        new ByteArraySerializer(),
                        new ByteArraySerializer()),
                serdes,
                metrics,
                pressure,
                startTimeout);
    }

    LogProducer(
            Producer<byte[], byte[]> producer,
            AvroSerdes serdes,
            GatewayMetrics metrics,
            LogPressure pressure,
            Duration startTimeout) {
        this.producer = producer;
        this.serdes = serdes;
        this.metrics = metrics;
        this.pressure = pressure;
        this.startTimeout = startTimeout;
    }

    /**
     * Creates an appender to a topic. Blocks until the brokers have returned the topic's metadata and the registry
     * knows its schemas.
     *
     * @throws IllegalStateException if the brokers don't answer in time, or the topic differs from the catalogue
     */
    public <V extends SpecificRecord> Appender<V> to(Topic<V> topic) {
        return to(topic, (id, value) -> id);
    }

    /**
     * Like {@link #to(Topic)}, for a compacted topic that keeps several records of an id: each still goes to the
     * partition of its id.
     *
     * @param keyOf returns the key under which a record of an id replaces an earlier one
     */
    public <V extends SpecificRecord> Appender<V> to(Topic<V> topic, BiFunction<String, V, String> keyOf) {
        serdes.register(topic);
        metrics.appendsTo(topic.name());
        requirePartitions(topic);
        Serializer<String> keys = serdes.key().serializer();
        Serializer<V> values = serdes.value(topic).serializer();
        return (id, value, acknowledgement) ->
                append(topic, keys, values, id, keyOf.apply(id, value), value, acknowledgement);
    }

    /** Sends waiting records and closes; drops records that the brokers haven't accepted by then. */
    public void close(Duration patience) {
        producer.close(patience);
    }

    private <V extends SpecificRecord> void append(
            Topic<V> topic,
            Serializer<String> keys,
            Serializer<V> values,
            String id,
            String key,
            V value,
            Appender.Acknowledgement acknowledgement) {
        long size = 0;
        try {
            byte[] keyBytes = keys.serialize(topic.name(), key);
            byte[] valueBytes = values.serialize(topic.name(), value);
            long appended = keyBytes.length + valueBytes.length;
            size = appended;
            pressure.add(appended);
            var unused = producer.send(
                    new ProducerRecord<>(topic.name(), topic.partitionOf(id), keyBytes, valueBytes),
                    (metadata, failure) -> finish(topic, appended, acknowledgement, failure));
        } catch (RuntimeException e) {
            finish(topic, size, acknowledgement, e);
        }
    }

    private void finish(Topic<?> topic, long size, Appender.Acknowledgement acknowledgement, Exception failure) {
        pressure.remove(size);
        if (failure != null) {
            metrics.appendFailed(topic.name());
            LOG.debug("a record for {} was not acknowledged", topic.name(), failure);
        }
        try {
            acknowledgement.done(failure);
        } catch (RuntimeException e) {
            // Not a failed append, which would be acknowledged a second time.
            LOG.error("the caller of an append to {} failed", topic.name(), e);
        }
    }

    private void requirePartitions(Topic<?> topic) {
        Deadline deadline = Deadline.in(startTimeout);
        while (true) {
            try {
                int partitions = producer.partitionsFor(topic.name()).size();
                if (partitions != topic.partitions()) {
                    throw new IllegalStateException("topic " + topic.name() + " has " + partitions
                            + " partitions (expected: " + topic.partitions() + ", as the catalogue was configured)");
                }
                return;
            } catch (TimeoutException e) {
                if (deadline.isOver() || Thread.currentThread().isInterrupted()) {
                    throw new IllegalStateException("no broker knows where topic " + topic.name() + " is", e);
                }
                LockSupport.parkNanos(WARM_UP_PAUSE.toNanos());
            }
        }
    }

    private static Map<String, Object> settings(
            String name, Duration wait, Brokers brokers, Duration appendTimeout, long highMark) {
        Map<String, Object> settings = brokers.properties();
        settings.put(ProducerConfig.CLIENT_ID_CONFIG, name);
        settings.put(ProducerConfig.ACKS_CONFIG, "all");
        settings.put(ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG, true);
        settings.put(ProducerConfig.LINGER_MS_CONFIG, (int) wait.toMillis());
        settings.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, 0);
        // The room above the mark is for the gateway itself, and for frames that were read before the mark was noticed.
        settings.put(ProducerConfig.BUFFER_MEMORY_CONFIG, 2 * highMark);
        settings.put(ProducerConfig.METADATA_MAX_IDLE_CONFIG, METADATA_LIFE.toMillis());
        // By default a client drops all metadata as soon as it reaches no broker: then sends fail at once, as does the
        // first record after the outage. This one keeps the addresses of the brokers and finds them when they come
        // back.
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        settings.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) appendTimeout.toMillis());
        settings.put(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, (int)
                appendTimeout.dividedBy(2).toMillis());
        settings.put(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, 50);
        settings.put(ProducerConfig.RECONNECT_BACKOFF_MAX_MS_CONFIG, 500);
        return settings;
    }
}
