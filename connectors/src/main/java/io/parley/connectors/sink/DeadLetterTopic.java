package io.parley.connectors.sink;

import io.parley.avro.DeadLetter;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.schemas.config.InstallationSettings;
import io.parley.schemas.config.Settings;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * The topic {@code dead-letters}, as every part of Parley writes it: not Connect's own dead letter queue, whose records
 * would be the unreadable ones themselves, in a topic that is to be read. The producer is made for the first letter,
 * since most tasks never write one. Used by one thread; stages complete on the producer's.
 */
public final class DeadLetterTopic implements DeadLetters {

    private static final Logger LOG = LoggerFactory.getLogger(DeadLetterTopic.class);

    /** How long the sending thread may be held up, and how long a letter may take in all. */
    private static final Duration BLOCK = Duration.ofSeconds(2);

    private static final Duration DELIVERY = Duration.ofSeconds(10);

    private final String application;
    private final String bootstrapServers;
    private final Topic<DeadLetter> topic;
    private final AvroSerdes serdes;
    private Producer<String, DeadLetter> producer;

    /** @param application who could not read it: the connector's name */
    public DeadLetterTopic(String application, Settings settings, Topics topics, AvroSerdes serdes) {
        this.application = application;
        this.bootstrapServers = settings.get(InstallationSettings.BOOTSTRAP_SERVERS);
        this.topic = topics.deadLetters();
        this.serdes = serdes;
    }

    @Override
    @SuppressWarnings("FutureReturnValueIgnored") // the callback tells
    public CompletionStage<Void> report(SinkRecord record, Exception reason) {
        LOG.warn(
                "{}-{} offset {} can't be read and goes to {}: {}",
                record.topic(),
                record.kafkaPartition(),
                record.kafkaOffset(),
                topic.name(),
                reason.toString());
        DeadLetter letter = new DeadLetter(
                record.topic(),
                record.kafkaPartition(),
                record.kafkaOffset(),
                application,
                String.valueOf(reason.getMessage()),
                buffer(record.key()),
                buffer(record.value()));
        CompletableFuture<Void> kept = new CompletableFuture<>();
        try {
            producer().send(new ProducerRecord<>(topic.name(), 0, record.topic(), letter), (metadata, failure) -> {
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
                    Map.of(
                            ProducerConfig.BOOTSTRAP_SERVERS_CONFIG,
                            bootstrapServers,
                            ProducerConfig.ACKS_CONFIG,
                            "all",
                            ProducerConfig.LINGER_MS_CONFIG,
                            0,
                            ProducerConfig.MAX_BLOCK_MS_CONFIG,
                            BLOCK.toMillis(),
                            ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG,
                            (int) BLOCK.toMillis(),
                            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
                            (int) DELIVERY.toMillis()),
                    serdes.key().serializer(),
                    serdes.value(topic).serializer());
        }
        return producer;
    }

    private static ByteBuffer buffer(Object bytes) {
        return bytes instanceof byte[] array ? ByteBuffer.wrap(array) : null;
    }
}
