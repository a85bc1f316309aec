package io.parley.bench.compare;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Send;
import io.parley.bench.log.Records;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.ConversationId;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.schemas.UserId;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.IntStream;

/** Direct conversations and what is said in them, by turns: message <i>n</i> in conversation <i>n</i> mod their number. */
final class Chats {

    static final int PARTITIONS = 4;
    static final int BODY_BYTES = 100;

    private static final String MESSAGE = "message-";

    private final List<String> ids = new ArrayList<>();
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final Records records = new Records(registry);
    private final String body = "x".repeat(BODY_BYTES);

    Chats(int conversations) {
        for (int number = 0; number < conversations; number++) {
            ids.add(ConversationId.direct(new UserId(one(number)), new UserId(other(number)))
                    .toString());
        }
    }

    /** The topics of a small installation. */
    static Topics topics(String prefix) {
        return new Topics(new CatalogueConfig(prefix, PARTITIONS, PARTITIONS, (short) 1, Duration.ofDays(1)));
    }

    /** Where the ids of schemas come from. */
    LocalSchemaRegistry registry() {
        return registry;
    }

    int conversations() {
        return ids.size();
    }

    String conversation(int number) {
        return ids.get(number % ids.size());
    }

    /** Both members of the conversation of a message. */
    List<String> members(int number) {
        return List.of(one(number % ids.size()), other(number % ids.size()));
    }

    /** A record for the partition of its key. */
    <V extends SpecificRecord> ProducerRecord<byte[], byte[]> record(Topic<V> topic, String key, V value) {
        return records.of(topic, key, value);
    }

    /** A message as it goes in. */
    ProducerRecord<byte[], byte[]> message(Topics topics, int number) {
        return record(topics.commands(), conversation(number), send(number));
    }

    /** The number of a message by the id of its command. */
    static int number(String commandId) {
        return Integer.parseInt(commandId.substring(MESSAGE.length()));
    }

    /** What {@link #record} wrote. */
    <V extends SpecificRecord> V value(Topic<V> topic, byte[] bytes) {
        return records.value(topic, bytes);
    }

    /** How all conversations begin. */
    List<ProducerRecord<byte[], byte[]>> creations(Topics topics) {
        return IntStream.range(0, conversations())
                .mapToObj(number -> record(topics.commands(), conversation(number), create(number)))
                .toList();
    }

    /**
     * Looks whether so many different messages are there, each once.
     *
     * @param id of what a value says; null if it is about no message
     * @throws IllegalStateException if they aren't
     */
    <V extends SpecificRecord> void check(Topic<V> topic, List<byte[]> values, int messages, Function<V, String> id) {
        Set<String> seen = new HashSet<>();
        for (byte[] value : values) {
            String message = id.apply(records.value(topic, value));
            if (message == null || !seen.add(message)) {
                throw new IllegalStateException("unexpected in " + topic.name() + ": "
                        + (message == null ? "what is no message" : message + " a second time"));
            }
        }
        if (seen.size() < messages) {
            throw new IllegalStateException(seen.size() + " of " + messages + " messages in " + topic.name());
        }
    }

    private Command create(int number) {
        return new Command(
                conversation(number),
                one(number),
                "create",
                new Create(ConversationKind.DIRECT, List.of(other(number)), null),
                false,
                null);
    }

    private Command send(int number) {
        return new Command(
                conversation(number),
                one(number % ids.size()),
                MESSAGE + number,
                Send.newBuilder().setContent(body).build(),
                false,
                null);
    }

    private static String one(int conversation) {
        return "user-" + 2 * conversation;
    }

    private static String other(int conversation) {
        return "user-" + (2 * conversation + 1);
    }
}
