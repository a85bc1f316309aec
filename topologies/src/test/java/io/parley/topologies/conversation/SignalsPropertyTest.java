package io.parley.topologies.conversation;

import io.parley.avro.Added;
import io.parley.avro.Command;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.Forwarded;
import io.parley.avro.GatewayEnded;
import io.parley.avro.Member;
import io.parley.avro.ReadMoved;
import io.parley.avro.Removed;
import io.parley.avro.Signal;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.Histories.AnyEntry;
import io.parley.topologies.testkit.TopologyFixture;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.streams.test.TestRecord;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Numbers and recipients of numbered events depend on commands alone: sessions' signals only change subscriptions and
 * read marks. So the same commands have the same result for any signals and ends of gateways in between.
 */
class SignalsPropertyTest {

    private static final int LARGER_THAN_TWO = 2;

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();

    /**
     * The output of one run without the answers to signals.
     *
     * @param bytes of events, outcomes and rosters, by topic, a line for each record
     * @param expansions without those that signals alone cause; of an event of what was large before, only the recipients
     *     that follow from membership, since to have it open makes one too
     * @param forwarded how many records went to gateways directly, as answers or because something is open there
     */
    private record Output(Map<String, List<String>> bytes, List<String> expansions, long forwarded) {}

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void shouldNumberAndAddressTheSameWhateverSessionsDo(@ForAll("logs") List<AnyEntry> log) {
        shouldBeTheSameWithoutSignals(log, ConversationConfig.standard());
    }

    @Property(shrinking = ShrinkingMode.BOUNDED)
    void shouldNumberAndAddressTheSameWhateverSessionsDoInGroupsThatBecomeLarge(@ForAll("logs") List<AnyEntry> log) {
        shouldBeTheSameWithoutSignals(log, ConversationConfig.standard().withLargeGroupThreshold(LARGER_THAN_TWO));
    }

    private void shouldBeTheSameWithoutSignals(List<AnyEntry> log, ConversationConfig config) {
        // When
        Output with = run(log, config);
        Output without = run(
                log.stream().filter(entry -> entry.record() instanceof Command).toList(), config);

        // Then
        assertThat(without.forwarded).as("forwarded without any signal").isZero();
        assertThat(with.forwarded).as("forwarded to those who did something").isPositive();
        with.bytes.forEach((topic, lines) -> assertThat(lines).as(topic).isEqualTo(without.bytes.get(topic)));
        assertThat(with.expansions).isEqualTo(without.expansions);
    }

    @Provide
    Arbitrary<List<AnyEntry>> logs() {
        return Histories.withSignals();
    }

    private Output run(List<AnyEntry> log, ConversationConfig config) {
        try (TopologyFixture fixture = new TopologyFixture(
                topics,
                registry,
                (catalogue, serdes) -> ConversationTopology.build(catalogue, serdes, config),
                Map.of())) {
            log.forEach(entry -> pipe(fixture, entry));
            List<TestRecord<String, Expansion>> expansions =
                    fixture.output(topics.expansions()).readRecordsToList();
            return new Output(
                    Map.of(
                            "events", lines(fixture, topics.events().name()),
                            "outcomes", lines(fixture, topics.outcomes().name()),
                            "rosters", lines(fixture, topics.rosters().name())),
                    ofCommands(expansions),
                    expansions.stream()
                            .filter(record -> record.value().getBody() instanceof Forwarded)
                            .count());
        }
    }

    private void pipe(TopologyFixture fixture, AnyEntry entry) {
        SpecificRecord record = entry.record();
        if (record instanceof Command command) {
            fixture.input(topics.commands()).pipeInput(command.getConversationId(), command, entry.time());
        } else if (record instanceof Signal signal) {
            fixture.input(topics.signals()).pipeInput(signal.getConversationId(), signal, entry.time());
        } else {
            GatewayEnded ended = (GatewayEnded) record;
            fixture.input(topics.gatewayEnds()).pipeInput(ended.getGatewayId(), ended, entry.time());
        }
    }

    private static List<String> ofCommands(List<TestRecord<String, Expansion>> expansions) {
        Map<String, Long> largeBy = new HashMap<>();
        List<String> lines = new ArrayList<>();
        for (TestRecord<String, Expansion> record : expansions) {
            Object body = record.value().getBody();
            Expansion line = record.value();
            if (body instanceof ExpandedEvent expanded && expanded.getLarge()) {
                long sequence = expanded.getEvent().getSequence();
                boolean grows = sequence == largeBy.computeIfAbsent(record.key(), id -> sequence);
                line = grows ? line : byMembership(line.getUserPartition(), expanded);
            }
            if (line != null && !(body instanceof Forwarded || body instanceof ReadMoved)) {
                lines.add(record.timestamp() + " " + record.key() + " " + line);
            }
        }
        return lines;
    }

    /** Null if nobody of the partition gets it by membership. */
    private static Expansion byMembership(int partition, ExpandedEvent expanded) {
        List<String> recipients = new ArrayList<>(expanded.getRecipients());
        recipients.retainAll(concerned(expanded.getEvent()));
        return recipients.isEmpty()
                ? null
                : new Expansion(
                        partition, new ExpandedEvent(expanded.getEvent(), recipients, expanded.getJoining(), true));
    }

    private static Set<String> concerned(Event event) {
        Set<String> concerned = new HashSet<>(Set.of(event.getSenderId()));
        if (event.getBody() instanceof Created created) {
            created.getMembers().stream().map(Member::getUserId).forEach(concerned::add);
        } else if (event.getBody() instanceof Added added) {
            concerned.addAll(added.getMembers());
        } else if (event.getBody() instanceof Removed removed) {
            concerned.addAll(removed.getMembers());
        }
        return concerned;
    }

    private static List<String> lines(TopologyFixture fixture, String topic) {
        HexFormat hex = HexFormat.of();
        return fixture.bytes(topic).stream()
                .map(record ->
                        record.timestamp() + " " + hex.formatHex(record.key()) + " " + hex.formatHex(record.value()))
                .toList();
    }
}
