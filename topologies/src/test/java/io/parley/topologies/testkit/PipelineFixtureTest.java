package io.parley.topologies.testkit;

import io.parley.avro.Close;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayChange;
import io.parley.avro.InboxDelivery;
import io.parley.avro.Lost;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import io.parley.schemas.Topic;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;
import io.parley.topologies.Guarantee;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PipelineFixtureTest {

    private static final String GROUP = group(1);

    private final PipelineFixture pipeline = new PipelineFixture();

    @AfterEach
    void close() {
        pipeline.close();
    }

    @Test
    void shouldHandEachSessionWhatItsGatewayGets() {
        // Given
        pipeline.live("gw-1", 1);
        pipeline.live("gw-2", 1);
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        SessionView bob = pipeline.connect("bob", "bob-phone", "gw-2", 1);
        pipeline.send(createGroup(GROUP, "ann", "c", "bob"));

        // When
        pipeline.send(send(GROUP, "bob", "m", "hello"));
        pipeline.send(send(GROUP, "cid", "m", "hello"));
        pipeline.signal(ann, GROUP, new Open());

        // Then
        assertThat(ann.delivered()).first().isInstanceOf(InboxDelivery.class);
        assertThat(ann.delivered()).last().isInstanceOf(OpenedDelivery.class);
        assertThat(ann.events()).isEqualTo(pipeline.values(pipeline.topics().events()));
        assertThat(bob.events()).isEqualTo(ann.events()).hasSize(2);
        assertThat(bob.delivered()).noneMatch(OpenedDelivery.class::isInstance);
    }

    @Test
    void shouldHandTypingOnlyToSessionsThatHaveTheConversationOpen() {
        // Given
        pipeline.live("gw-1", 1);
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        SessionView bob = pipeline.connect("bob", "bob-phone", "gw-1", 1);
        pipeline.send(createGroup(GROUP, "ann", "c", "bob"));
        pipeline.signal(ann, GROUP, new Open());

        // When
        pipeline.signal(bob, GROUP, new Typing());
        pipeline.signal(ann, GROUP, new Close());
        pipeline.pass(Duration.ofSeconds(4));
        pipeline.signal(bob, GROUP, new Typing());

        // Then
        assertThat(ann.delivered()).filteredOn(TypingDelivery.class::isInstance).hasSize(1);
        assertThat(bob.delivered()).noneMatch(TypingDelivery.class::isInstance);
    }

    @Test
    void shouldNotifyTheSenderAloneOfARefusal() {
        // Given
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        SessionView cid = pipeline.connect("cid", "cid-phone", "gw-1", 1);
        pipeline.send(createGroup(GROUP, "ann", "c"));

        // When
        pipeline.send(send(GROUP, "cid", "m", "hello"));

        // Then
        assertThat(((Refused) cid.outcomes().get(0).getBody()).getCode()).isEqualTo("not_a_member");
        assertThat(ann.outcomes()).isEmpty();
    }

    @Test
    void shouldJudgeLeasesAsTimePasses() {
        // Given
        pipeline.live("gw-1", 1);
        pipeline.connect("ann", "ann-phone", "gw-1", 1);
        pipeline.pass(Duration.ofSeconds(10));
        int before = pipeline.values(pipeline.topics().presence()).size();

        // When
        pipeline.die("gw-1");
        pipeline.pass(Duration.ofSeconds(6));

        // Then
        assertThat(pipeline.values(pipeline.topics().gateways()))
                .extracting(GatewayChange::getBody)
                .contains(new Lost(1L));
        assertThat(pipeline.values(pipeline.topics().presence()))
                .hasSize(before + 1)
                .last()
                .extracting(PresenceChange::getStatus)
                .isEqualTo(PresenceStatus.OFFLINE);
    }

    @Test
    void shouldKnowWhatItKnewWhenAnApplicationIsRestarted() {
        // Given
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        pipeline.send(createGroup(GROUP, "ann", "c"));

        // When
        pipeline.restart(Applications.CONVERSATION, 0);
        pipeline.restart(Applications.USER, 1);
        pipeline.send(send(GROUP, "ann", "m", "hello"));

        // Then
        assertThat(pipeline.values(pipeline.topics().events())).hasSize(2);
        assertThat(ann.events()).extracting(event -> event.getSequence()).containsExactly(1L, 1L, 2L);
    }

    @Test
    void shouldGiveAgainWhatWasNotCommittedWhenAnApplicationCrashes() {
        // Given
        Random random = new Random(1);
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        pipeline.send(createGroup(GROUP, "ann", "c"));
        pipeline.withhold(Applications.CONVERSATION);
        pipeline.withhold(Applications.USER);
        pipeline.send(send(GROUP, "ann", "m", "hello"));
        List<Event> before = ann.events();

        // When
        boolean aborted = pipeline.crash(Applications.CONVERSATION, random);
        boolean crashed = pipeline.crash(Applications.USER, random);

        // Then
        assertThat(before).hasSize(1);
        assertThat(List.of(aborted, crashed)).containsOnly(true);
        assertThat(pipeline.values(pipeline.topics().events())).hasSize(2);
        assertThat(ann.events())
                .endsWith(pipeline.values(pipeline.topics().events()).get(1));
    }

    @Test
    void shouldShowAFirstPartOfWhatIsGoneToThoseWhoReadAheadAndThenAllOfIt() {
        // Given
        Random random = new Random(1);
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        pipeline.send(createGroup(GROUP, "ann", "c"));
        Set<List<Long>> seen = new HashSet<>();

        // When
        for (int crash = 0; crash < 20; crash++) {
            int before = ann.events().size();
            pipeline.withhold(Applications.CONVERSATION);
            pipeline.send(send(GROUP, "ann", "m-" + crash, "hello"));
            pipeline.send(send(GROUP, "ann", "n-" + crash, "hello"));
            assertThat(ann.events()).hasSize(before);
            pipeline.crash(Applications.CONVERSATION, random);
            long first = 2 * crash + 2;
            seen.add(ann.events().subList(before, ann.events().size()).stream()
                    .map(event -> event.getSequence() - first)
                    .toList());
        }

        // Then
        assertThat(seen).containsExactlyInAnyOrder(List.of(0L, 1L), List.of(0L, 0L, 1L), List.of(0L, 1L, 0L, 1L));
        assertThat(pipeline.values(pipeline.topics().events()))
                .as("what is committed")
                .hasSize(41)
                .doesNotHaveDuplicates()
                .containsAll(ann.events());
    }

    @Test
    void shouldShowAFirstPartOfItsOwnOfEachPartition() {
        // Given
        Random random = new Random(1);
        Set<List<Integer>> seen = new HashSet<>();
        try (PipelineFixture several = new PipelineFixture(2, Map.of(), Applications.ALL.toArray(Application[]::new))) {
            List<String> users = oneOfEachPartition(several);
            several.send(createGroup(GROUP, users.get(0), "c", users.get(1)));
            SessionView one = several.connect(users.get(0), "one", "gw-1", 1);
            SessionView other = several.connect(users.get(1), "other", "gw-2", 1);

            // When
            for (int crash = 0; crash < 20; crash++) {
                int before = one.events().size();
                int beforeOther = other.events().size();
                several.withhold(Applications.CONVERSATION);
                several.send(send(GROUP, users.get(0), "m-" + crash, "hello"));
                several.crash(Applications.CONVERSATION, random);
                seen.add(List.of(one.events().size() - before, other.events().size() - beforeOther));
            }
        }

        // Then
        assertThat(seen).containsExactlyInAnyOrder(List.of(1, 1), List.of(1, 2), List.of(2, 1), List.of(2, 2));
    }

    private static List<String> oneOfEachPartition(PipelineFixture several) {
        Topic<Expansion> expansions = several.topics().expansions();
        return IntStream.range(0, expansions.partitions())
                .mapToObj(partition -> IntStream.iterate(0, number -> number + 1)
                        .mapToObj(number -> "user-" + number)
                        .filter(userId -> expansions.partitionOf(userId) == partition)
                        .findFirst()
                        .orElseThrow())
                .toList();
    }

    @Test
    void shouldShowNothingOfWhatIsGoneToThoseWhoWaitForTheCommit() {
        // Given
        Random random = new Random(1);
        try (PipelineFixture some = new PipelineFixture(
                Map.of(),
                Applications.CONVERSATION,
                copier("waiting", Guarantee.AT_LEAST_ONCE),
                copier("ahead", Guarantee.AHEAD_OF_COMMIT))) {
            some.send(createGroup(GROUP, "ann", "c"));

            // When
            for (int crash = 0; crash < 20; crash++) {
                some.withhold(Applications.CONVERSATION);
                some.send(send(GROUP, "ann", "m-" + crash, "hello"));
                some.crash(Applications.CONVERSATION, random);
            }

            // Then
            assertThat(copies(some, "waiting")).hasSize(21).doesNotHaveDuplicates();
            assertThat(copies(some, "ahead")).hasSizeGreaterThan(21);
        }
    }

    /** Writes an outcome under its own name for each event. */
    private static Application copier(String name, Guarantee guarantee) {
        return new Application(name, guarantee, List.of(), (topics, serdes, settings) -> {
            StreamsBuilder builder = new StreamsBuilder();
            builder.stream(topics.events().name(), Consumed.with(serdes.key(), serdes.value(topics.events())))
                    .mapValues(event ->
                            new Outcome(GROUP, name, "c", new Repeated(event.getSequence(), event.getSequence())))
                    .to(topics.outcomes().name(), Produced.with(serdes.key(), serdes.value(topics.outcomes())));
            return builder.build();
        });
    }

    private static List<Outcome> copies(PipelineFixture pipeline, String name) {
        return pipeline.values(pipeline.topics().outcomes()).stream()
                .filter(outcome -> outcome.getUserId().equals(name))
                .toList();
    }

    @Test
    void shouldShowWhatWasWithheldWhenTimePasses() {
        // Given
        SessionView ann = pipeline.connect("ann", "ann-phone", "gw-1", 1);
        pipeline.withhold(Applications.CONVERSATION);
        pipeline.send(createGroup(GROUP, "ann", "c"));

        // When
        pipeline.pass(Duration.ofSeconds(1));

        // Then
        assertThat(ann.events()).hasSize(1);
        assertThat(pipeline.crash(Applications.CONVERSATION, new Random(1))).isFalse();
    }

    @Test
    void shouldGiveEachPartitionATaskWithAStoreOfItsOwn() {
        // Given
        Map<Integer, Integer> seen = new TreeMap<>();
        try (PipelineFixture counting = new PipelineFixture(Map.of(), seeing(seen))) {
            // When
            IntStream.range(0, 40).forEach(group -> counting.send(createGroup(group(group), "ann", "c")));

            // Then: a store counts what its task was given, and knows nothing of others
            Map<Integer, Integer> sent = new TreeMap<>();
            counting.values(counting.topics().commands())
                    .forEach(command -> sent.merge(
                            counting.topics().commands().partitionOf(command.getConversationId()), 1, Integer::sum));
            assertThat(seen).isEqualTo(sent).hasSize(4);
        }
    }

    @Test
    void shouldNameTheRightPartitionWhenATopologyWritesACommandElsewhere() {
        // Given
        try (PipelineFixture misplacing = new PipelineFixture(Map.of(), misplacing(), Applications.CONVERSATION)) {
            SessionView ann = misplacing.connect("ann", "ann-phone", "gw-1", 1);

            // When // Then
            assertThatThrownBy(() -> misplacing.put(
                            misplacing.topics().sessions(),
                            "ann",
                            new SessionChange(
                                    "ann", "ann-phone", ann.gatewayId(), 1L, null, SessionState.DISCONNECTED, true)))
                    .hasStackTraceContaining("a record of " + GROUP + " in partition ");
        }
    }

    /** Records, for each partition, the last count in the store of its task. */
    private static Application seeing(Map<Integer, Integer> seen) {
        return reading((topics, serdes, settings) -> new Topology()
                .addSource(
                        "read",
                        serdes.key().deserializer(),
                        serdes.value(topics.commands()).deserializer(),
                        topics.commands().name())
                .addProcessor("count", () -> new Counting(seen), "read")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.persistentKeyValueStore("counts"), Serdes.String(), Serdes.Integer()),
                        "count"));
    }

    private static final class Counting extends ContextualProcessor<String, Command, Void, Void> {

        private final Map<Integer, Integer> seen;

        Counting(Map<Integer, Integer> seen) {
            this.seen = seen;
        }

        @Override
        public void process(Record<String, Command> record) {
            KeyValueStore<String, Integer> counts = context().getStateStore("counts");
            int count = Optional.ofNullable(counts.get("all")).orElse(0) + 1;
            counts.put("all", count);
            seen.put(context().recordMetadata().orElseThrow().partition(), count);
        }
    }

    /** Answers the end of a session with a command in the wrong partition. */
    private static Application misplacing() {
        return reading((topics, serdes, settings) -> new Topology()
                .addSource(
                        "read",
                        serdes.key().deserializer(),
                        serdes.value(topics.sessions()).deserializer(),
                        topics.sessions().name())
                .addProcessor("answer", () -> new Answering(), "read")
                .addSink(
                        "write",
                        topics.commands().name(),
                        serdes.key().serializer(),
                        serdes.value(topics.commands()).serializer(),
                        (topic, key, value, partitions) ->
                                Optional.of(Set.of((topics.commands().partitionOf(key) + 1) % partitions)),
                        "answer"));
    }

    private static final class Answering extends ContextualProcessor<String, SessionChange, String, Command> {

        @Override
        public void process(Record<String, SessionChange> record) {
            if (record.value().getChange() == SessionState.DISCONNECTED) {
                context().forward(record.withKey(GROUP).withValue(createGroup(GROUP, "ann", "c")));
            }
        }
    }

    private static Application reading(Application.TopologyFactory topology) {
        return new Application("own", Guarantee.AT_LEAST_ONCE, List.of(), topology);
    }

    @Test
    void shouldRefuseToRepeatWhatWasCommitted() {
        assertThatThrownBy(() -> pipeline.restart(Applications.CONVERSATION, 1))
                .hasMessageStartingWith("conversation: 1 repeated");
    }
}
