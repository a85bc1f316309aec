package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.avro.Message;
import io.parley.avro.Send;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Held;
import io.parley.topologies.conversation.decision.Decision.Refused;
import io.parley.topologies.conversation.decision.Decision.Repeated;
import io.parley.topologies.step.NamedStep;
import io.parley.topologies.step.Step;
import io.parley.topologies.step.Verdict;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.rename;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The effects of steps on a command, and the commands that they never see. */
class StepRulesTest {

    private static final String GROUP = group(1);
    private static final long TIME = 1_000;

    private final List<Command> asked = new ArrayList<>();
    private final Step refuseSpam = (command, time) -> {
        asked.add(command);
        return text(command).contains("spam") ? Verdict.refuse("no spam") : Verdict.pass(command);
    };
    private final Step shout =
            (command, time) -> Verdict.pass(withText(command, text(command).toUpperCase()));
    private final Step holdLinks =
            (command, time) -> text(command).contains("LINK") ? Verdict.hold("a link") : Verdict.pass(command);
    private final MemoryConversations conversations = new MemoryConversations(DecisionRules.standard()
            .with(List.of(
                    new NamedStep("spam", refuseSpam),
                    new NamedStep("shout", shout),
                    new NamedStep("links", holdLinks))));

    @BeforeAll
    static void trustCommands() {
        // As every application does before it has a command: Avro copies none else.
        assertThat(new AvroSerdes(new LocalSchemaRegistry()).value(Command.class))
                .isNotNull();
    }

    @BeforeEach
    void create() {
        conversations.decide(createGroup(GROUP, "ann", "c", "bob"), TIME);
        asked.clear();
    }

    @Test
    void shouldNumberWhatTheStepsMadeOfACommandWhenAllLetItPass() {
        // When
        Decision decision = conversations.decide(send(GROUP, "bob", "m", "hello"), TIME);

        // Then
        Accepted accepted = (Accepted) decision;
        assertThat(((Message) accepted.event().getBody()).getContent()).isEqualTo("HELLO");
        assertThat(accepted.event().getCommandId()).isEqualTo("m");
    }

    @Test
    void shouldRefuseWithTheStepsWordsWhenOneRefuses() {
        assertThat(conversations.decide(send(GROUP, "bob", "m", "spam"), TIME))
                .isEqualTo(new Refused("forbidden", "no spam"));
    }

    @Test
    void shouldHoldWhenAStepHoldsWhatTheOneBeforeMadeOfIt() {
        assertThat(conversations.decide(send(GROUP, "bob", "m", "link"), TIME)).isEqualTo(new Held("links", "a link"));
    }

    @Test
    void shouldAskTheOthersStillWhenOneHasReleasedIt() {
        // When
        Decision released = conversations.decide(send(GROUP, "bob", "m", "link"), TIME, Set.of("links"));
        Decision spam = conversations.decide(send(GROUP, "bob", "n", "link spam"), TIME, Set.of("links"));

        // Then
        assertThat(released).isInstanceOf(Accepted.class);
        assertThat(spam).isEqualTo(new Refused("forbidden", "no spam"));
    }

    @Test
    void shouldRepeatWhatTookEffectWhenAStepWouldRefuseItNow() {
        // Given
        conversations.decide(send(GROUP, "bob", "m", "hello"), TIME);

        // When
        Decision again = conversations.decide(send(GROUP, "bob", "m", "spam"), TIME);

        // Then
        assertThat(again).isEqualTo(new Repeated(2, 2));
    }

    @Test
    void shouldGiveStrangersTheSameAnswerWithOrWithoutAConversation() {
        // When
        Decision there = conversations.decide(send(GROUP, "cid", "m", "spam"), TIME);
        Decision nowhere = conversations.decide(send(group(2), "cid", "m", "spam"), TIME);

        // Then
        assertThat(there).isEqualTo(nowhere).isEqualTo(Refusals.NOT_A_MEMBER);
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldNotAskAboutWhatIsMalformed() {
        // When
        conversations.decide(send(GROUP, "bob", "m", ""), TIME);

        // Then
        assertThat(asked).isEmpty();
    }

    @Test
    void shouldRefuseWhatAStepMadeMalformed() {
        // Given
        Step empty = (command, time) -> Verdict.pass(withText(command, ""));
        MemoryConversations others =
                new MemoryConversations(DecisionRules.standard().with(List.of(new NamedStep("empty", empty))));
        others.decide(createGroup(GROUP, "ann", "c"), TIME);

        // When
        Decision decision = others.decide(send(GROUP, "ann", "m", "hello"), TIME);

        // Then
        assertThat(decision)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.code()).isEqualTo("bad_frame"));
    }

    @Test
    void shouldStopWhenAStepGivesACommandOtherIds() {
        // Given
        Step forge = (command, time) -> Verdict.pass(rename(GROUP, "ann", "m", "title"));
        MemoryConversations others =
                new MemoryConversations(DecisionRules.standard().with(List.of(new NamedStep("forge", forge))));

        // Then
        assertThatThrownBy(() -> others.decide(createGroup(GROUP, "bob", "c"), TIME))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageStartingWith("step forge gave another");
    }

    private static String text(Command command) {
        return command.getBody() instanceof Send send ? send.getContent() : "";
    }

    private static Command withText(Command command, String text) {
        return command.getBody() instanceof Send send
                ? Command.newBuilder(command)
                        .setBody(Send.newBuilder(send).setContent(text).build())
                        .build()
                : command;
    }
}
