package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.Roster;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.Histories.Entry;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.testkit.GaplessSequence;
import io.parley.topologies.testkit.OnlyMembersAct;
import io.parley.topologies.testkit.SameOutcomeForRepeats;
import io.parley.topologies.testkit.TopologyFixture;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;

import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** The guarantees of the order of conversations, on random logs. */
class ConversationPropertyTest {

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();

    /** The output of one run, as bytes, a line for each record. */
    private record Output(
            List<String> events,
            List<String> outcomes,
            List<String> rosters,
            List<String> expansions,
            List<String> changelog) {

        Output() {
            this(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        }

        void shouldEqual(Output other) {
            shouldEqual("events", events, other.events);
            shouldEqual("outcomes", outcomes, other.outcomes);
            shouldEqual("rosters", rosters, other.rosters);
            shouldEqual("expansions", expansions, other.expansions);
            shouldEqual("changelog", changelog, other.changelog);
        }

        private static void shouldEqual(String what, List<String> one, List<String> other) {
            for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
                assertThat(one.get(i)).as("record %d of %s", i, what).isEqualTo(other.get(i));
            }
            assertThat(one.size()).as("records of %s", what).isEqualTo(other.size());
        }
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void shouldKeepEveryGuaranteeWhateverIsAsked(@ForAll("histories") List<Entry> log) {
        GaplessSequence gapless = new GaplessSequence();
        SameOutcomeForRepeats repeats = new SameOutcomeForRepeats();
        OnlyMembersAct members = new OnlyMembersAct();
        try (TopologyFixture fixture = fixture()) {
            TestInputTopic<String, Command> commands = fixture.input(topics.commands());
            TestOutputTopic<String, Event> events = fixture.output(topics.events());
            TestOutputTopic<String, Outcome> outcomes = fixture.output(topics.outcomes());
            for (Entry entry : log) {
                commands.pipeInput(entry.command().getConversationId(), entry.command(), entry.time());
                assertThat(events.getQueueSize() + outcomes.getQueueSize())
                        .as("answers to %s", entry)
                        .isEqualTo(1);
                events.readValuesToList().forEach(event -> {
                    gapless.check(event);
                    repeats.check(event);
                    members.check(event);
                });
                outcomes.readRecordsToList().forEach(record -> repeats.check(record.value(), record.getRecordTime()));
            }
        }
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void shouldNumberOfficialCommandsLikeAnyOther(@ForAll("officialHistories") List<Entry> log) {
        GaplessSequence gapless = new GaplessSequence();
        SameOutcomeForRepeats repeats = new SameOutcomeForRepeats();
        try (TopologyFixture fixture = fixture()) {
            TestInputTopic<String, Command> commands = fixture.input(topics.commands());
            TestOutputTopic<String, Event> events = fixture.output(topics.events());
            TestOutputTopic<String, Outcome> outcomes = fixture.output(topics.outcomes());
            for (Entry entry : log) {
                commands.pipeInput(entry.command().getConversationId(), entry.command(), entry.time());
                events.readValuesToList().forEach(event -> {
                    gapless.check(event);
                    repeats.check(event);
                });
                outcomes.readRecordsToList().forEach(record -> repeats.check(record.value(), record.getRecordTime()));
            }
        }
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void shouldWriteTheSameBytesWhenTheLogIsReadAgainAndTheTaskMoves(
            @ForAll("officialHistories") List<Entry> log, @ForAll("shares") double share) {
        int cut = (int) (share * log.size());

        run(log, cut).shouldEqual(run(log, log.size()));
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void shouldPublishTheWholeRosterWithEachEventThatChangesIt(@ForAll("officialHistories") List<Entry> log) {
        RosterModel model = new RosterModel();
        try (TopologyFixture fixture = fixture()) {
            TestInputTopic<String, Command> commands = fixture.input(topics.commands());
            TestOutputTopic<String, Event> events = fixture.output(topics.events());
            TestOutputTopic<String, Roster> rosters = fixture.output(topics.rosters());
            for (Entry entry : log) {
                commands.pipeInput(entry.command().getConversationId(), entry.command(), entry.time());
                List<Roster> expected = new ArrayList<>();
                events.readValuesToList().forEach(event -> model.after(event).ifPresent(expected::add));
                assertThat(rosters.readKeyValuesToList())
                        .as("rosters after %s", entry)
                        .containsExactlyElementsOf(expected.stream()
                                .map(roster -> KeyValue.pair(roster.getConversationId(), roster))
                                .toList());
            }
        }
    }

    @Provide
    Arbitrary<List<Entry>> histories() {
        return Histories.histories();
    }

    @Provide
    Arbitrary<List<Entry>> officialHistories() {
        return Histories.withOfficial();
    }

    @Provide
    Arbitrary<Double> shares() {
        return Arbitraries.doubles().between(0, 1);
    }

    /** Runs the log, with all that is in memory or on disk lost at the cut, and the store built anew from the changelog. */
    private Output run(List<Entry> log, int cut) {
        Output output = new Output();
        try (TopologyFixture fixture = fixture()) {
            feed(fixture, log.subList(0, cut), output);
            if (cut < log.size()) {
                fixture.restart();
                feed(fixture, log.subList(cut, log.size()), output);
            }
        }
        return output;
    }

    private void feed(TopologyFixture fixture, List<Entry> log, Output output) {
        TestInputTopic<String, Command> commands = fixture.input(topics.commands());
        log.forEach(entry -> commands.pipeInput(entry.command().getConversationId(), entry.command(), entry.time()));
        fixture.bytes(topics.events().name()).forEach(record -> output.events.add(line(record)));
        fixture.bytes(topics.outcomes().name()).forEach(record -> output.outcomes.add(line(record)));
        fixture.bytes(topics.rosters().name()).forEach(record -> output.rosters.add(line(record)));
        fixture.bytes(topics.expansions().name()).forEach(record -> output.expansions.add(line(record)));
        fixture.changelog(ConversationState.STORE).forEach(record -> output.changelog.add(line(record)));
    }

    private static String line(TestRecord<byte[], byte[]> record) {
        HexFormat hex = HexFormat.of();
        String value = record.value() == null ? "-" : hex.formatHex(record.value());
        return record.timestamp() + " " + hex.formatHex(record.key()) + " " + value;
    }

    private TopologyFixture fixture() {
        return new TopologyFixture(
                topics,
                registry,
                (catalogue, serdes) -> ConversationTopology.build(
                        catalogue,
                        serdes,
                        ConversationConfig.standard()
                                .with(DecisionRules.standard().with(Histories.SEALS))),
                Map.of());
    }
}
