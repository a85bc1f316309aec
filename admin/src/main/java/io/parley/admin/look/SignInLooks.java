package io.parley.admin.look;

import io.parley.admin.act.ActRefusedException;
import io.parley.admin.act.ActRefusedException.Kind;
import io.parley.admin.log.AdminClients;
import io.parley.admin.log.NewestFirst;
import io.parley.admin.log.NewestFirst.Found;
import io.parley.avro.SignIn;
import io.parley.schemas.Topic;
import io.parley.schemas.UserId;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.serialization.Deserializer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * Looks for a user's sign-ins, in the topic of all users': each look reads a bounded part of the user's partition, the
 * newest first. Blocks; thread-safe.
 */
public final class SignInLooks {

    private static final Logger LOG = LoggerFactory.getLogger(SignInLooks.class);

    private final AdminClients clients;
    private final Topic<SignIn> topic;
    private final Deserializer<SignIn> deserializer;
    private final Duration patience;

    /** @param patience how long one look may take */
    public SignInLooks(
            AdminClients clients, Topic<SignIn> topic, Deserializer<SignIn> deserializer, Duration patience) {
        this.clients = clients;
        this.topic = topic;
        this.deserializer = deserializer;
        this.patience = patience;
    }

    /**
     * Looks for a page of sign-ins. It may hold fewer than there are, even none, as long as there is a place from where
     * the next look goes on.
     *
     * @param before where the look before came to
     * @throws ActRefusedException if the log doesn't answer
     */
    public Found<SignIn> of(UserId user, OptionalLong before, int limit) throws ActRefusedException {
        byte[] key = user.value().getBytes(StandardCharsets.UTF_8);
        TopicPartition partition = new TopicPartition(topic.name(), topic.partitionOf(user.value()));
        try (NewestFirst search = clients.newestFirst()) {
            return search.find(
                    partition,
                    before,
                    limit,
                    next -> Arrays.equals(next.key(), key) ? read(next) : Optional.empty(),
                    patience);
        } catch (KafkaException e) {
            throw new ActRefusedException(Kind.UNAVAILABLE, "the log does not answer", e);
        }
    }

    private Optional<SignIn> read(ConsumerRecord<byte[], byte[]> next) {
        try {
            return Optional.ofNullable(deserializer.deserialize(next.topic(), next.value()));
        } catch (SerializationException e) {
            LOG.error("offset {} of {} can't be read", next.offset(), next.topic(), e);
            return Optional.empty();
        }
    }
}
