package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.HeldCommand;
import io.parley.avro.Outcome;
import io.parley.avro.Refused;
import io.parley.avro.Send;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.decision.Refusals;
import io.parley.topologies.step.NamedStep;
import io.parley.topologies.step.Release;
import io.parley.topologies.step.Step;
import io.parley.topologies.step.Verdict;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** The way of a command that two steps hold, one after the other. */
class HoldingTest {

    private static final String GROUP = group(1);
    private static final Step HOLD_MESSAGES =
            (command, time) -> command.getBody() instanceof Send ? Verdict.hold("a message") : Verdict.pass(command);

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final TopologyFixture fixture = new TopologyFixture(
            topics,
            (catalogue, serdes) -> ConversationTopology.build(
                    catalogue,
                    serdes,
                    ConversationConfig.standard()
                            .with(List.of(
                                    new NamedStep("first", HOLD_MESSAGES), new NamedStep("second", HOLD_MESSAGES)))));
    private final TestInputTopic<String, Command> commands = fixture.input(topics.commands());
    private final TestOutputTopic<String, Event> events = fixture.output(topics.events());
    private final TestOutputTopic<String, Outcome> outcomes = fixture.output(topics.outcomes());
    private final TestOutputTopic<String, HeldCommand> held = fixture.output(topics.held());
    private final Command message = send(GROUP, "ann", "m", "hello");

    @BeforeEach
    void create() {
        commands.pipeInput(GROUP, createGroup(GROUP, "ann", "c"));
        events.readValue();
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldPutACommandAsideAndNotifyItsSenderWhenAStepHoldsIt() {
        // When
        commands.pipeInput(GROUP, message);

        // Then
        assertThat(held.readKeyValue().value).isEqualTo(new HeldCommand(message, "first", "a message"));
        assertThat(outcomes.readValue())
                .isEqualTo(new Outcome(
                        GROUP, "ann", "m", new Refused(Refusals.HELD.code(), Refusals.HELD.message(), null)));
        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void shouldAskTheNextStepWhenTheFirstHasReleasedIt() {
        // When
        Headers once = release(message, new RecordHeaders());

        // Then
        assertThat(Release.steps(once)).containsExactly("first");
        assertThat(held.readRecord().value().getStep()).isEqualTo("second");
        assertThat(events.isEmpty()).isTrue();
    }

    @Test
    void shouldNumberItOnceWhenBothHaveReleasedIt() {
        // Given
        Headers once = release(message, new RecordHeaders());

        // When
        Headers twice = release(message, once);
        commands.pipeInput(new TestRecord<>(GROUP, message, twice));

        // Then
        assertThat(Release.steps(twice)).containsExactly("first", "second");
        assertThat(events.readValuesToList()).extracting(Event::getSequence).containsExactly(2L);
    }

    /** Sends it, and lets it through. */
    private Headers release(Command command, Headers headers) {
        commands.pipeInput(new TestRecord<>(GROUP, command, headers));
        TestRecord<String, HeldCommand> record = held.readRecord();
        Headers released = Release.of(record.headers(), record.value().getStep());
        commands.pipeInput(new TestRecord<>(GROUP, record.value().getCommand(), released));
        return released;
    }
}
