package io.parley.admin.act;

import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.log.AdminClients;
import io.parley.admin.log.TopicTail;
import io.parley.avro.GatewayChange;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.schemas.GatewayId;
import io.parley.schemas.Topic;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Knows which gateways live, by their leases, and deletes the topic of one that has ended for good. Thread-safe. */
public final class Gateways {

    private static final Logger LOG = LoggerFactory.getLogger(Gateways.class);
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    /** A lease is renewed each second; one that is silent for this long was lost, even if nobody has judged it yet. */
    private static final Duration SILENCE = Duration.ofSeconds(30);

    private final AdminClients clients;
    private final Topic<GatewayChange> topic;
    private final Deserializer<GatewayChange> deserializer;
    private final Clock clock;

    private record Seen(Object body, Instant at) {}

    public Gateways(
            AdminClients clients, Topic<GatewayChange> topic, Deserializer<GatewayChange> deserializer, Clock clock) {
        this.clients = clients;
        this.topic = topic;
        this.deserializer = deserializer;
        this.clock = clock;
    }

    /**
     * Makes sure that a gateway was there and has ended. Blocks.
     *
     * @throws ActRefusedException if it lives, or there was none
     */
    public void requireEnded(GatewayId gateway) throws ActRefusedException {
        Seen seen = newest().get(gateway.value());
        if (seen == null) {
            throw new ActRefusedException(Kind.NOT_FOUND, "there was never a gateway " + gateway);
        }
        Duration age = Duration.between(seen.at(), clock.instant());
        if (seen.body() instanceof Lease && age.compareTo(SILENCE) < 0) {
            throw new ActRefusedException(
                    Kind.CONFLICT,
                    "gateway " + gateway + " lives: its lease is " + age.toMillis()
                            + " ms old (expected: stopped first)");
        }
    }

    /**
     * Deletes a topic, or finds it gone. Blocks.
     *
     * @throws ActRefusedException if brokers don't do it
     */
    public void delete(Topic<?> deliveries) throws ActRefusedException {
        try (Admin admin = clients.admin()) {
            admin.deleteTopics(List.of(deliveries.name())).all().get(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof UnknownTopicOrPartitionException)) {
                throw unavailable(deliveries, e.getCause());
            }
        } catch (TimeoutException | KafkaException e) {
            throw unavailable(deliveries, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw unavailable(deliveries, e);
        }
    }

    private Map<String, Seen> newest() throws ActRefusedException {
        Map<String, Seen> newest = new HashMap<>();
        try (TopicTail tail = clients.tail(topic.name())) {
            tail.readOn(-1, PATIENCE, next -> take(next, newest));
        } catch (KafkaException e) {
            throw new ActRefusedException(Kind.UNAVAILABLE, "the leases can't be read: nothing was done", e);
        }
        return newest;
    }

    private void take(ConsumerRecord<byte[], byte[]> next, Map<String, Seen> newest) {
        try {
            GatewayChange change = deserializer.deserialize(next.topic(), next.value());
            if (change != null && (change.getBody() instanceof Lease || change.getBody() instanceof Lost)) {
                newest.put(change.getGatewayId(), new Seen(change.getBody(), Instant.ofEpochMilli(next.timestamp())));
            }
        } catch (SerializationException e) {
            LOG.error("offset {} of {} can't be read", next.offset(), next.topic(), e);
        }
    }

    private static ActRefusedException unavailable(Topic<?> topic, Throwable cause) {
        return new ActRefusedException(
                Kind.UNAVAILABLE,
                "topic " + topic.name() + " was not deleted, though the act is recorded: ask for it again",
                cause);
    }
}
