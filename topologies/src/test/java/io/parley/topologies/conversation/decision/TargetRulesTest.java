package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.avro.Delete;
import io.parley.avro.Deleted;
import io.parley.avro.Edit;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.React;
import io.parley.avro.Reacted;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Refused;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.delete;
import static io.parley.topologies.testkit.Commands.edit;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.react;
import static io.parley.topologies.testkit.Commands.reply;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** The rights of members on messages, for every content of the stamp. */
class TargetRulesTest {

    private static final String GROUP = group(1);
    private static final long NOON = 1_700_000_000_000L;

    private final MemoryConversations conversations = new MemoryConversations(DecisionRules.standard());
    private long time = NOON;
    private Event created;
    private Event message;

    @BeforeEach
    void sendOne() {
        created = accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));
        message = accepted(hello("bob", "m"));
    }

    @Test
    void shouldStayDeletedWhenAnEditRaces() {
        // Given
        accepted(delete(message, "bob", "d"));

        // Then
        assertThat(code(edit(message, "bob", "e", "back"))).isEqualTo("no_such_message");
        assertThat(code(delete(message, "alice", "f"))).isEqualTo("no_such_message");
        assertThat(code(react(message, "carol", "r", "👍"))).isEqualTo("no_such_message");
        assertThat(code(reply(message, "carol", "s", "what?"))).isEqualTo("no_such_message");
        assertThat(code(new Command(GROUP, "bob", "g", new Edit(2L, "back", null), false, null)))
                .isEqualTo("no_such_message");
    }

    @Test
    void shouldFindNoMessageWhenTheStampShowsItAsDeleted() {
        // Given
        TargetStamp deleted = new TargetStamp("message", "bob", message.getSentAt(), true, 2L, Map.of(), List.of());

        // Then
        assertThat(code(new Command(GROUP, "bob", "e", new Edit(2L, "hi", deleted), false, null)))
                .isEqualTo("no_such_message");
        assertThat(code(new Command(GROUP, "bob", "d", new Delete(2L, deleted), false, null)))
                .isEqualTo("no_such_message");
        assertThat(code(new Command(GROUP, "bob", "r", new React(2L, "👍", false, deleted), false, null)))
                .isEqualTo("no_such_message");
    }

    @Test
    void shouldFindNoMessageWhenTheTargetIsAnotherKindOfEventOrNotGivenYet() {
        // Given
        Event next = new Event(GROUP, 3L, "n", "alice", message.getSentAt(), message.getBody());

        // Then
        for (Event target : List.of(created, next)) {
            assertThat(code(edit(target, "alice", "e", "x"))).isEqualTo("no_such_message");
            assertThat(code(delete(target, "alice", "d"))).isEqualTo("no_such_message");
            assertThat(code(react(target, "alice", "r", "👍"))).isEqualTo("no_such_message");
            assertThat(code(reply(target, "alice", "s", "x"))).isEqualTo("no_such_message");
        }
    }

    @Test
    void shouldAskForAStampWhenAMessageHasNone() {
        // When
        Decision there = decide(new Command(GROUP, "bob", "e", new Edit(2L, "hi", null), false, null));
        Decision notYet = decide(new Command(GROUP, "bob", "e", new Edit(3L, "hi", null), false, null));
        Decision answer =
                decide(new Command(GROUP, "bob", "s", new Send("x", "text/plain", false, 2L, null), false, null));

        // Then
        assertThat(there).isEqualTo(answer).isEqualTo(Refusals.UNAVAILABLE);
        assertThat(((Refused) there).retryAfterMs()).isPositive();
        assertThat(notYet).isEqualTo(Refusals.NO_SUCH_MESSAGE);
    }

    @Test
    void shouldAnswerWhenTheMessageIsThere() {
        assertThat(accepted(reply(message, "alice", "s", "yes")).getSequence()).isEqualTo(3);
    }

    @Test
    void shouldEditWhenTheSenderIsInTime() {
        // Then
        assertThat(code(edit(message, "alice", "e", "hello"))).isEqualTo("forbidden");
        time = NOON + Duration.ofHours(24).toMillis();
        assertThat(accepted(edit(message, "bob", "e", "hello")).getBody()).isEqualTo(new Edited(2L, "hello"));
        assertThat(accepted(edit(message, "bob", "f", "hello")).getBody()).isEqualTo(new Edited(2L, "hello"));
        time++;
        assertThat(code(edit(message, "bob", "g", "hi"))).isEqualTo("too_late");
    }

    @Test
    void shouldDeleteWhenTheSenderOrAnOwnerAsks() {
        // Given
        Event second = accepted(hello("bob", "n"));

        // Then
        assertThat(code(delete(message, "carol", "d"))).isEqualTo("forbidden");
        assertThat(accepted(delete(message, "bob", "d")).getBody()).isEqualTo(new Deleted(2L));
        assertThat(accepted(delete(second, "alice", "d")).getBody()).isEqualTo(new Deleted(3L));
    }

    @Test
    void shouldTakeAReactionOnceUnderAnyIdAndSpelling() {
        // When
        Event given = accepted(react(message, "carol", "r", "❤"));

        // Then
        assertThat(given.getBody()).isEqualTo(new Reacted(2L, "❤", false));
        assertThat(code(react(message, "carol", "s", "❤"))).isEqualTo("no_change");
        assertThat(code(react(message, "carol", "t", "❤\uFE0F"))).isEqualTo("no_change");
        accepted(react(message, "alice", "s", "❤"));
        accepted(react(message, "carol", "u", "❤\uFE0F", true));
        assertThat(code(react(message, "carol", "v", "❤", true))).isEqualTo("no_change");
        accepted(react(message, "carol", "w", "❤"));
    }

    @Test
    void shouldBelieveTheStampOfReactionsThatAreNotRemembered() {
        // Given
        TargetStamp stamp =
                new TargetStamp("message", "bob", message.getSentAt(), false, 2L, Map.of("👍", 2), List.of("👍"));

        // Then
        assertThat(code(new Command(GROUP, "bob", "r", new React(2L, "👍", false, stamp), false, null)))
                .isEqualTo("no_change");
        accepted(new Command(GROUP, "bob", "r", new React(2L, "👍", true, stamp), false, null));
        assertThat(code(new Command(GROUP, "bob", "s", new React(2L, "👍", true, stamp), false, null)))
                .isEqualTo("no_change");
    }

    @Test
    void shouldTakeTwentyDifferentReactionsAndNoMore() {
        // Given
        List<String> twenty = IntStream.range(0, 20).mapToObj(i -> "r" + i).toList();
        twenty.forEach(reaction -> accepted(react(message, "carol", "give-" + reaction, reaction)));

        // Then
        assertThat(code(react(message, "carol", "r", "one more"))).isEqualTo("too_many_reactions");
        accepted(react(message, "alice", "s", "r7"));
        accepted(react(message, "carol", "t", "r7", true));
        assertThat(code(react(message, "carol", "r", "one more"))).isEqualTo("too_many_reactions");
        accepted(react(message, "alice", "u", "r7", true));
        accepted(react(message, "carol", "r", "one more"));
        assertThat(code(react(message, "alice", "v", "r7"))).isEqualTo("too_many_reactions");
    }

    @Test
    void shouldRefuseNewReactionsWhenTooManyWereGivenAndTakenBackLately() {
        // Given
        for (int i = 0; i < 100; i++) {
            accepted(react(message, "carol", "give-" + i, "r" + i));
            accepted(react(message, "carol", "take-" + i, "r" + i, true));
        }

        // Then
        assertThat(code(react(message, "carol", "r", "one more"))).isEqualTo("too_many_reactions");
        accepted(react(message, "carol", "s", "r7"));
    }

    private static Command hello(String sender, String id) {
        return send(GROUP, sender, id, "hello");
    }

    private Decision decide(Command command) {
        return conversations.decide(command, time);
    }

    private Event accepted(Command command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted) decision).event();
    }

    private String code(Command command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Refused.class);
        return ((Refused) decision).code();
    }
}
