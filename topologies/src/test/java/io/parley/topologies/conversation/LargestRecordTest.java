package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Open;
import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.avro.internal.SubscriptionState;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.conversation.subscription.SubscriptionStore;
import io.parley.topologies.parts.RowKey;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.kafka.streams.state.KeyValueStore;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * A record that is too large for its topic would stop its partition for good. The largest are those that name the members of
 * the largest group, all of them in one partition of users, with the longest ids.
 */
class LargestRecordTest {

    private static final int LARGEST_GROUP = 2_000;
    private static final int LONGEST_ID = 128;

    /** Of a request with one record; Kafka's standard, less what surrounds the record. */
    private static final int LARGEST_RECORD = 1024 * 1024 - 200;

    private static final String GROUP = group(1);

    private final Topics topics = new Topics(new CatalogueConfig("test.", 1, 1, (short) 1, Duration.ofDays(1)));

    @ParameterizedTest
    @ValueSource(ints = {2, 2_000})
    void shouldFitEveryRecordOfTheLargestGroup(int largeAbove) {
        try (TopologyFixture fixture = new TopologyFixture(
                topics, (catalogue, serdes) -> ConversationTopology.build(catalogue, serdes, config(largeAbove)))) {
            // When all become members, have read it and have it open, and one writes
            List<String> members = IntStream.range(0, LARGEST_GROUP)
                    .mapToObj(LargestRecordTest::user)
                    .toList();
            String owner = members.get(0);
            // Not by signals: each would be answered with the whole roster, which takes a while.
            members.forEach(member -> subscriptions(fixture)
                    .put(RowKey.of(GROUP, member + "-phone"), new SubscriptionState(member, "gw-1", 1L, 1L)));
            Create create = new Create(ConversationKind.GROUP, members.subList(1, LARGEST_GROUP), "t".repeat(100));
            fixture.input(topics.commands()).pipeInput(GROUP, new Command(GROUP, owner, "create", create, false, null));
            members.forEach(member -> signal(fixture, member, new Read(1L)));
            signal(fixture, owner, new Open());
            fixture.input(topics.commands()).pipeInput(GROUP, send(GROUP, owner, "hello", "x".repeat(4_096)));
            fixture.advance(Duration.ofSeconds(1));
            fixture.advance(Duration.ofSeconds(10));

            // Then
            assertThat(largest(fixture)).isBetween(2 * LARGEST_GROUP * LONGEST_ID, LARGEST_RECORD);
        }
    }

    private void signal(TopologyFixture fixture, String userId, Object body) {
        fixture.input(topics.signals())
                .pipeInput(GROUP, new Signal(GROUP, userId, userId + "-phone", "gw-1", 1L, body));
    }

    private static KeyValueStore<String, SubscriptionState> subscriptions(TopologyFixture fixture) {
        return fixture.store(SubscriptionStore.STORE);
    }

    private int largest(TopologyFixture fixture) {
        return Stream.of(topics.events(), topics.rosters(), topics.expansions())
                .flatMap(topic -> fixture.bytes(topic.name()).stream())
                .mapToInt(record -> record.key().length + record.value().length)
                .max()
                .orElse(0);
    }

    private static ConversationConfig config(int largeAbove) {
        return ConversationConfig.standard()
                .with(DecisionRules.standard().withMaxGroupSize(LARGEST_GROUP).withLargeGroupThreshold(largeAbove));
    }

    private static String user(int number) {
        String id = "user" + number;
        return id + "x".repeat(LONGEST_ID - id.length());
    }
}
