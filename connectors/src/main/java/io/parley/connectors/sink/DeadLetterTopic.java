package io.parley.connectors.sink;

import io.parley.avro.DeadLetter;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.deadletter.DeadRecord;
import io.parley.runtime.deadletter.Keeping;
import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes to the topic {@code dead-letters} like every part of Parley: not Connect's own dead letter queue, whose
 * records would be the unreadable ones themselves, in a topic that has to be readable. The producer is made for the
 * first letter, since most tasks never write one. Used by one thread; stages complete on the producer's.
 */
public final class DeadLetterTopic implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopic.class);

    /** Name of a metric of the worker. */
    static final String LOST = "dead-letters-lost-total";

    /** The longest block of the sending thread, and the longest time of a letter in all. */
    private static final Duration BLOCK = Duration.ofSeconds(2);

    private static final Duration DELIVERY = Duration.ofSeconds(10);

    private final String application;
    private final Brokers brokers;
    private final Topic<DeadLetter> topic;
    private final AvroSerdes serdes;
    private final AtomicLong lost = new AtomicLong();
    private Producer<String, DeadLetter> producer;

    /** @param application the application that could not read it: the connector's name */
    public DeadLetterTopic(
            String application, Settings settings, Topics topics, AvroSerdes serdes, TaskMetrics metrics) {
        this(application, settings, topics, serdes, metrics, null);
    }

    /** @param producer used and closed by this; null: one is made for the first letter */
    DeadLetterTopic(
            String application,
            Settings settings,
            Topics topics,
            AvroSerdes serdes,
            TaskMetrics metrics,
            Producer<String, DeadLetter> producer) {
        this.application = application;
        this.producer = producer;
        metrics.gauge(
                LOST,
                "records that can never be read and were passed over, since no letter of them could be kept",
                lost::get);
        this.brokers = InstallationSettings.brokers(settings);
        this.topic = topics.deadLetters();
        this.serdes = serdes;
    }

    @Override
    public CompletionStage<Void> report(SinkRecord record, Exception reason) {
        DeadRecord dead = new DeadRecord(
                record.topic(), record.kafkaPartition(), record.kafkaOffset(), keyBytes((String) record.key()), (byte[])
                        record.value());
        LOG.warn("{} can't be read and goes to {}: {}", dead, topic.name(), reason.toString());
        return send(record.topic(), dead.letter(application, reason, Keeping.MOST))
                .exceptionallyCompose(failure -> isTooLarge(failure)
                        ? send(record.topic(), dead.letter(application, reason, Keeping.PLACE))
                        : CompletableFuture.failedFuture(failure))
                .exceptionallyCompose(failure -> isTooLarge(failure)
                        ? CompletableFuture.completedFuture(passedOver(dead, failure))
                        : CompletableFuture.failedFuture(failure));
    }

    /**
     * A topic that rejects even the record's position never accepts a letter: better to continue than to stop at this
     * record for ever.
     */
    private Void passedOver(DeadRecord dead, Throwable failure) {
        lost.incrementAndGet();
        LOG.error("the dead letter of {} is lost: {}", dead, failure.toString());
        return null;
    }

    private static boolean isTooLarge(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        return cause instanceof RecordTooLargeException;
    }

    @SuppressWarnings("FutureReturnValueIgnored") // the callback reports the outcome
    private CompletionStage<Void> send(String key, DeadLetter letter) {
        CompletableFuture<Void> kept = new CompletableFuture<>();
        try {
            producer().send(new ProducerRecord<>(topic.name(), 0, key, letter), (metadata, failure) -> {
                if (failure == null) {
                    kept.complete(null);
                } else {
                    kept.completeExceptionally(failure);
                }
            });
        } catch (KafkaException e) {
            kept.completeExceptionally(e);
        }
        return kept;
    }

    @Override
    public synchronized void close() {
        if (producer != null) {
            producer.close(Duration.ofSeconds(1));
        }
    }

    private synchronized Producer<String, DeadLetter> producer() {
        if (producer == null) {
            producer = new KafkaProducer<>(
                    brokers.properties(Map.of(
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            BLOCK.toMillis(),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) BLOCK.toMillis(),
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) DELIVERY.toMillis())),
                    serdes.key().serializer(),
                    serdes.value(topic).serializer());
        }
        return producer;
    }

    /** The key as in the log, if it is text; the converter keeps of other bytes only those that text can hold. */
    private byte[] keyBytes(String key) {
        return serdes.key().serializer().serialize(topic.name(), key);
    }
}
