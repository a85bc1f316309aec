package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.React;
import io.parley.avro.Refused;
import io.parley.avro.Repeated;
import io.parley.avro.TargetStamp;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.testkit.GaplessSequence;
import io.parley.topologies.testkit.GoldenFile;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.delete;
import static io.parley.topologies.testkit.Commands.edit;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.react;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

class ConversationTopologyTest {

    private static final String GROUP = group(1);
    private static final Instant MIDNIGHT = Instant.parse("2026-03-01T00:00:00Z");

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final TopologyFixture fixture = new TopologyFixture(topics, ConversationTopologyTest::topology);
    private final TestInputTopic<String, Command> commands = fixture.input(topics.commands());
    private final TestOutputTopic<String, Event> events = fixture.output(topics.events());
    private final TestOutputTopic<String, Outcome> outcomes = fixture.output(topics.outcomes());

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldLookAsItWasReviewed() throws IOException {
        GoldenFile.check("conversation", topology(topics, new AvroSerdes(new LocalSchemaRegistry())));
    }

    @Test
    void shouldWriteEventsUnderTheCommandsTimeAndConversation() {
        // When
        pipe(createGroup(GROUP, "alice", "c", "bob"), MIDNIGHT);
        pipe(send(GROUP, "bob", "m", "hello"), MIDNIGHT.plusMillis(3));

        // Then
        List<TestRecord<String, Event>> written = events.readRecordsToList();
        assertThat(written).extracting(TestRecord::key).containsExactly(GROUP, GROUP);
        assertThat(written).extracting(TestRecord::getRecordTime).containsExactly(MIDNIGHT, MIDNIGHT.plusMillis(3));
        new GaplessSequence().checkAll(written.stream().map(TestRecord::value).toList());
        assertThat(outcomes.isEmpty()).isTrue();
    }

    @Test
    void shouldWriteOutcomesWhenNothingComesOfACommand() {
        // Given
        pipe(createGroup(GROUP, "alice", "c"), MIDNIGHT);

        // When
        pipe(send(GROUP, "bob", "m", "hello"), MIDNIGHT);
        pipe(createGroup(GROUP, "alice", "c"), MIDNIGHT);

        // Then
        assertThat(outcomes.readValuesToList())
                .containsExactly(
                        new Outcome(
                                GROUP,
                                "bob",
                                "m",
                                new Refused("not_a_member", "you are not a member of this conversation", null)),
                        new Outcome(GROUP, "alice", "c", new Repeated(1L, 1L)));
        assertThat(events.getQueueSize()).isEqualTo(1);
    }

    @Test
    void shouldCountWhatBecomesOfCommandsByCode() {
        // When
        pipe(createGroup(GROUP, "alice", "c", "bob"), MIDNIGHT);
        pipe(send(GROUP, "bob", "m", "hello"), MIDNIGHT);
        pipe(send(GROUP, "bob", "m", "hello"), MIDNIGHT);
        pipe(send(GROUP, "carol", "m", "hello"), MIDNIGHT);

        // Then
        assertThat(decided("accepted")).isEqualTo(2);
        assertThat(decided("repeated")).isEqualTo(1);
        assertThat(decided("not_a_member")).isEqualTo(1);
    }

    private double decided(String label) {
        return fixture.driver().metrics().values().stream()
                .filter(metric -> metric.metricName().name().equals("decided-total")
                        && label.equals(metric.metricName().tags().get("decision-id")))
                .mapToDouble(metric -> (Double) metric.metricValue())
                .sum();
    }

    @Test
    void shouldRefuseAndGoOnWhenACommandIsMalformed() {
        // When
        pipe(send("no-uuid", "a b", "", ""), MIDNIGHT);
        pipe(createGroup(GROUP, "alice", "c"), MIDNIGHT);

        // Then
        assertThat(((Refused) outcomes.readValue().getBody()).getCode()).isEqualTo("bad_frame");
        assertThat(events.readValue().getSequence()).isEqualTo(1);
    }

    @Test
    void shouldRememberAnIdWhenItIsAlmostADayOld() {
        // Given
        Instant late = MIDNIGHT.plus(Duration.ofHours(12)).minusMillis(1);
        pipe(createGroup(GROUP, "alice", "c"), late);
        pipe(send(GROUP, "alice", "m", "hello"), late);

        // When
        pipe(send(GROUP, "alice", "m", "hello"), late.plus(Duration.ofHours(24)).minusMillis(1));

        // Then
        assertThat(outcomes.readValue().getBody()).isEqualTo(new Repeated(2L, 2L));
    }

    @Test
    void shouldRememberAnIdWhenTheLogStepsBackOverTheHalfDay() {
        // Given
        pipe(createGroup(GROUP, "alice", "c"), MIDNIGHT);
        pipe(send(GROUP, "alice", "m", "hello"), MIDNIGHT);

        // When
        pipe(send(GROUP, "alice", "m", "hello"), MIDNIGHT.minusMillis(50));

        // Then
        assertThat(outcomes.readValue().getBody()).isEqualTo(new Repeated(2L, 2L));
    }

    @Test
    void shouldForgetIdsAFewPerCommandWhenTheirTimeIsOver() {
        // Given
        pipe(createGroup(GROUP, "alice", "c"), MIDNIGHT);
        IntStream.range(0, 9).forEach(i -> pipe(send(GROUP, "alice", "old-" + i, "x"), MIDNIGHT));
        assertThat(ids()).isEqualTo(10);
        Instant later = MIDNIGHT.plus(Duration.ofHours(37));

        // When
        pipe(send(GROUP, "alice", "new-0", "x"), later);
        long afterOne = ids();
        pipe(send(GROUP, "alice", "new-1", "x"), later);
        pipe(send(GROUP, "nobody", "refused", "x"), later);
        pipe(send(GROUP, "nobody", "refused", "x"), later);

        // Then
        assertThat(afterOne).isEqualTo(10 - 4 + 1);
        assertThat(ids()).isEqualTo(2);
        assertThat(events.readValuesToList()).hasSize(12);
    }

    @Test
    void shouldForgetIdsTooThatCameAfterTheLogSteppedFarBack() {
        // Given
        Instant later = MIDNIGHT.plus(Duration.ofDays(10));
        pipe(createGroup(GROUP, "alice", "c"), later);
        pipe(createGroup(group(2), "bob", "c"), MIDNIGHT);
        assertThat(ids()).isEqualTo(2);

        // When
        pipe(send(GROUP, "nobody", "refused", "x"), later);

        // Then
        assertThat(ids()).isEqualTo(1);
    }

    @Test
    void shouldWriteAHeadAndAnIdWhenAMessageIsSentInALargeGroup() {
        // Given
        String[] members = IntStream.range(0, 999).mapToObj(i -> "user-" + i).toArray(String[]::new);
        pipe(createGroup(GROUP, "alice", "c", members), MIDNIGHT);
        fixture.changelog(ConversationState.STORE);

        // When
        pipe(send(GROUP, "alice", "m", "hello"), MIDNIGHT);

        // Then
        List<TestRecord<byte[], byte[]>> written = fixture.changelog(ConversationState.STORE);
        assertThat(written).hasSize(2);
        assertThat(written.stream()
                        .mapToInt(record -> record.key().length + record.value().length)
                        .sum())
                .isLessThan(80);
    }

    @Test
    void shouldCostAMessageNothingWhenOthersAreTouched() {
        // Given
        pipe(createGroup(GROUP, "alice", "c", "bob"), MIDNIGHT);
        pipe(createGroup(group(2), "alice", "c", "bob"), MIDNIGHT);
        pipe(send(GROUP, "alice", "m", "hello"), MIDNIGHT);
        pipe(send(group(2), "alice", "m", "hello"), MIDNIGHT);
        Event message = events.readValuesToList().get(2);
        // So the heads know up to where both have read.
        pipe(send(GROUP, "bob", "b", "hello"), MIDNIGHT);
        pipe(send(group(2), "bob", "b", "hello"), MIDNIGHT);
        int edit = changelogBytes(edit(message, "alice", "e", "hello"), 2);
        changelogBytes(edit(inSecondGroup(message), "alice", "e", "hello"), 2);

        // When
        int reaction = changelogBytes(react(message, "bob", "r", "👍"), 5);
        int another = changelogBytes(react(message, "alice", "r", "👍"), 5);
        int takenBack = changelogBytes(react(message, "alice", "s", "👍", true), 5);
        int deletion = changelogBytes(delete(message, "alice", "d"), 4);
        IntStream.range(0, 4).forEach(i -> changelogBytes(send(group(2), "bob", "fill-" + i, "x"), 2));

        // Then
        int untouched = changelogBytes(send(group(2), "bob", "n", "hello"), 2);
        int touched = changelogBytes(send(GROUP, "bob", "n", "hello"), 2);
        assertThat(touched).isEqualTo(untouched).isEqualTo(edit + "bob".length() - "alice".length());
        assertThat(List.of(reaction, another, takenBack, deletion))
                .as("bytes of a reaction, a second, one taken back, and a deletion, where a message has %d", touched)
                .allMatch(bytes -> bytes < 4 * touched);
    }

    @Test
    void shouldForgetTouchesAsItForgetsIdsAndAskForANewerStampThen() {
        // Given
        pipe(createGroup(GROUP, "alice", "c", "bob"), MIDNIGHT);
        pipe(send(GROUP, "alice", "m", "hello"), MIDNIGHT);
        pipe(send(GROUP, "alice", "n", "hello"), MIDNIGHT);
        List<Event> messages = events.readValuesToList();
        pipe(react(messages.get(1), "bob", "r", "👍"), MIDNIGHT);
        pipe(delete(messages.get(2), "alice", "d"), MIDNIGHT);
        assertThat(ids()).as("ids, the messages and the reaction").isEqualTo(5 + 3);
        Instant later = MIDNIGHT.plus(Duration.ofHours(37));

        // When
        IntStream.range(0, 2).forEach(i -> pipe(send(GROUP, "nobody", "refused", "x"), later));
        long left = ids();
        outcomes.readValuesToList();
        pipe(react(messages.get(1), "bob", "s", "👍"), later);
        pipe(delete(messages.get(2), "alice", "e"), later);
        pipe(reactStamped(messages.get(1), 5, "alice", "t"), later);

        // Then
        assertThat(left).isZero();
        assertThat(outcomes.readValuesToList())
                .extracting(outcome -> ((Refused) outcome.getBody()).getCode())
                .containsExactly("unavailable", "unavailable");
        assertThat(events.readValuesToList())
                .as("the stamp is as new as the touches")
                .hasSize(3);
    }

    /** The bytes that one command adds to the changelog, in so many records. */
    private int changelogBytes(Command command, int records) {
        fixture.changelog(ConversationState.STORE);
        pipe(command, MIDNIGHT);
        List<TestRecord<byte[], byte[]>> written = fixture.changelog(ConversationState.STORE);
        assertThat(written).hasSize(records);
        return written.stream()
                .mapToInt(record -> record.key().length + record.value().length)
                .sum();
    }

    private static Event inSecondGroup(Event event) {
        return new Event(
                group(2),
                event.getSequence(),
                event.getCommandId(),
                event.getSenderId(),
                event.getSentAt(),
                event.getBody());
    }

    private static Command reactStamped(Event message, long readUpTo, String sender, String id) {
        TargetStamp stamp = new TargetStamp(
                "message", message.getSenderId(), message.getSentAt(), false, readUpTo, Map.of(), List.of());
        return new Command(GROUP, sender, id, new React(message.getSequence(), "👍", false, stamp), false, null);
    }

    private void pipe(Command command, Instant time) {
        commands.pipeInput(command.getConversationId(), command, time);
    }

    private long ids() {
        KeyValueStore<byte[], byte[]> store = fixture.store(ConversationState.STORE);
        long count = 0;
        try (KeyValueIterator<byte[], byte[]> all = store.all()) {
            while (all.hasNext()) {
                count += all.next().key[0] == 3 ? 1 : 0;
            }
        }
        return count;
    }

    private static Topology topology(Topics topics, AvroSerdes serdes) {
        return ConversationTopology.build(topics, serdes, ConversationConfig.standard());
    }
}
