package io.parley.topologies.sequencer;

import io.parley.avro.Added;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.React;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.topologies.sequencer.Decision.Accepted;
import io.parley.topologies.sequencer.Decision.Refused;
import io.parley.topologies.sequencer.Decision.Repeated;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.createDirect;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.direct;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static io.parley.topologies.testkit.Commands.rename;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

class DeciderTest {

    private static final String GROUP = group(1);
    private static final long NOON = 1_700_000_000_000L;
    private static final Instant STAMPED = Instant.ofEpochMilli(NOON);

    private final MemoryConversations conversations = new MemoryConversations(SequencerConfig.standard());
    private long time = NOON;

    @Test
    void shouldMakeTheCreatorTheOwnerWhenAGroupIsCreated() {
        // When
        Event event = accepted(createGroup(GROUP, "alice", "c", "bob", "carol", "bob", "alice"));

        // Then
        assertThat(event.getSequence()).isEqualTo(1);
        assertThat(event.getSentAt()).isEqualTo(Instant.ofEpochMilli(NOON));
        assertThat(((Created) event.getBody()).getMembers())
                .containsExactly(
                        new Member("alice", Role.OWNER),
                        new Member("bob", Role.MEMBER),
                        new Member("carol", Role.MEMBER));
    }

    @Test
    void shouldNumberMessagesWhenMembersSend() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));

        // When
        Event first = accepted(send(GROUP, "bob", "m", "hello"));
        Event second = accepted(send(GROUP, "alice", "m", "hi"));

        // Then
        assertThat(first.getSequence()).isEqualTo(2);
        assertThat(first.getBody()).isEqualTo(new Message("hello", "text/plain", false, null));
        assertThat(second.getSequence()).isEqualTo(3);
    }

    @Test
    void shouldNeverStepBackInTimeWhenTheLogDoes() {
        // Given
        accepted(createGroup(GROUP, "alice", "c"));
        time = NOON - 5_000;

        // When
        Event event = accepted(send(GROUP, "alice", "m", "hello"));

        // Then
        assertThat(event.getSentAt()).isEqualTo(Instant.ofEpochMilli(NOON));
    }

    @Test
    void shouldAnswerWithTheFirstSequenceWhenACommandIsRepeated() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(send(GROUP, "bob", "m", "hello"));
        accepted(send(GROUP, "bob", "n", "again"));

        // Then
        assertThat(decide(send(GROUP, "bob", "m", "hello"))).isEqualTo(new Repeated(2));
        assertThat(decide(createGroup(GROUP, "alice", "c", "bob"))).isEqualTo(new Repeated(1));
        assertThat(accepted(send(GROUP, "alice", "m", "an id is its sender's own"))
                        .getSequence())
                .isEqualTo(4);
    }

    @Test
    void shouldDecideAfreshWhenARefusedCommandIsSentAgain() {
        // Given
        accepted(createGroup(GROUP, "alice", "c"));
        assertThat(code(send(GROUP, "bob", "m", "hello"))).isEqualTo("not_a_member");
        accepted(add(GROUP, "alice", "a", "bob"));

        // Then
        assertThat(accepted(send(GROUP, "bob", "m", "hello")).getSequence()).isEqualTo(3);
    }

    @Test
    void shouldRefuseAlikeWhenTheConversationExistsOrNot() {
        // Given
        accepted(createGroup(GROUP, "alice", "c"));

        // Then
        assertThat(decide(send(GROUP, "mallory", "m", "x")))
                .isEqualTo(decide(send(group(2), "mallory", "m", "x")))
                .isEqualTo(Refusals.NOT_A_MEMBER);
        assertThat(decide(remove(GROUP, "mallory", "r", "mallory"))).isEqualTo(Refusals.NOT_A_MEMBER);
    }

    @Test
    void shouldRefuseWhenAGroupIdIsTaken() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));

        // Then
        assertThat(code(createGroup(GROUP, "mallory", "c"))).isEqualTo("conversation_exists");
        assertThat(code(createGroup(GROUP, "alice", "another"))).isEqualTo("conversation_exists");
    }

    @Test
    void shouldAnswerWithTheFirstEventWhenEitherCreatesADirectConversationAgain() {
        // Given
        Event created = accepted(createDirect("alice", "c", "bob"));

        // Then
        assertThat(((Created) created.getBody()).getKind()).isEqualTo(ConversationKind.DIRECT);
        assertThat(decide(createDirect("alice", "other-id", "bob"))).isEqualTo(new Repeated(1));
        assertThat(decide(createDirect("bob", "c", "alice"))).isEqualTo(new Repeated(1));
    }

    @Test
    void shouldForbidWhenADirectConversationWouldChange() {
        // Given
        accepted(createDirect("alice", "c", "bob"));
        String conversation = direct("alice", "bob");

        // Then
        assertThat(code(add(conversation, "alice", "a", "carol"))).isEqualTo("forbidden");
        assertThat(code(remove(conversation, "bob", "r", "bob"))).isEqualTo("forbidden");
        assertThat(code(rename(conversation, "alice", "n", "us"))).isEqualTo("forbidden");
        assertThat(accepted(send(conversation, "bob", "m", "hello")).getSequence())
                .isEqualTo(2);
    }

    @Test
    void shouldForbidWhenAMemberDoesWhatOwnersDo() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));

        // Then
        assertThat(code(add(GROUP, "bob", "a", "dave"))).isEqualTo("forbidden");
        assertThat(code(remove(GROUP, "bob", "r", "carol"))).isEqualTo("forbidden");
        assertThat(code(remove(GROUP, "bob", "s", "bob", "carol"))).isEqualTo("forbidden");
        assertThat(code(rename(GROUP, "bob", "n", "ours"))).isEqualTo("forbidden");
    }

    @Test
    void shouldAddOnlyThoseWhoAreNotThereWhenSomeAre() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));

        // When
        Event event = accepted(add(GROUP, "alice", "a", "bob", "dave", "carol", "dave"));

        // Then
        assertThat(((Added) event.getBody()).getMembers()).containsExactly("dave", "carol");
        assertThat(code(add(GROUP, "alice", "b", "bob"))).isEqualTo("bad_frame");
        assertThat(accepted(send(GROUP, "dave", "m", "hello")).getSequence()).isEqualTo(3);
    }

    @Test
    void shouldRefuseWhenAGroupWouldGrowTooLarge() {
        // Given
        String[] most = IntStream.range(0, 999).mapToObj(i -> "user-" + i).toArray(String[]::new);
        String[] tooMany = IntStream.range(0, 1_000).mapToObj(i -> "user-" + i).toArray(String[]::new);

        // Then
        assertThat(code(createGroup(group(2), "alice", "c", tooMany))).isEqualTo("too_many_members");
        accepted(createGroup(GROUP, "alice", "c", most));
        assertThat(code(add(GROUP, "alice", "a", "one-more"))).isEqualTo("too_many_members");
        accepted(remove(GROUP, "alice", "r", "user-7"));
        accepted(add(GROUP, "alice", "b", "one-more"));
    }

    @Test
    void shouldRemoveOnlyThoseWhoAreThereWhenSomeAreNot() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));

        // When
        Event event = accepted(remove(GROUP, "alice", "r", "mallory", "bob"));

        // Then
        assertThat(event.getBody()).isEqualTo(new Removed(List.of("bob"), null));
        assertThat(code(remove(GROUP, "alice", "s", "bob"))).isEqualTo("bad_frame");
        assertThat(code(send(GROUP, "bob", "m", "still here?"))).isEqualTo("not_a_member");
    }

    @Test
    void shouldHandOwnershipToTheLongestStandingWhenTheLastOwnerLeaves() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "zoe", "bob"));
        accepted(add(GROUP, "alice", "a", "aaron"));

        // When
        Event event = accepted(remove(GROUP, "alice", "r", "alice", "zoe"));

        // Then
        assertThat(((Removed) event.getBody()).getNewOwner()).isEqualTo("bob");
        assertThat(accepted(rename(GROUP, "bob", "n", "ours")).getBody()).isEqualTo(new Renamed("ours"));
    }

    @Test
    void shouldStandLastWhenSomebodyComesBack() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));
        accepted(remove(GROUP, "bob", "r", "bob"));
        accepted(add(GROUP, "alice", "a", "bob"));

        // When
        Event event = accepted(remove(GROUP, "alice", "r", "alice"));

        // Then
        assertThat(((Removed) event.getBody()).getNewOwner()).isEqualTo("carol");
    }

    @Test
    void shouldStayTakenWhenEverybodyHasLeft() {
        // Given
        accepted(createGroup(GROUP, "alice", "c"));

        // When
        Event event = accepted(remove(GROUP, "alice", "r", "alice"));

        // Then
        assertThat(event.getBody()).isEqualTo(new Removed(List.of("alice"), null));
        assertThat(code(send(GROUP, "alice", "m", "anyone?"))).isEqualTo("not_a_member");
        assertThat(code(createGroup(GROUP, "alice", "again"))).isEqualTo("conversation_exists");
    }

    @Test
    void shouldAnswerOnlyTheLeavingWhenOneWhoLeftRepeats() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(send(GROUP, "bob", "m", "hello"));
        accepted(remove(GROUP, "bob", "r", "bob"));

        // Then
        assertThat(decide(remove(GROUP, "bob", "r", "bob"))).isEqualTo(new Repeated(3));
        assertThat(code(send(GROUP, "bob", "m", "hello"))).isEqualTo("not_a_member");
    }

    @Test
    void shouldTellNothingWhenTheCreatorWhoLeftCreatesAgain() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(remove(GROUP, "alice", "r", "alice"));

        // Then
        assertThat(code(createGroup(GROUP, "alice", "c", "bob"))).isEqualTo("conversation_exists");
    }

    @Test
    void shouldRefuseWhenAReplyIsToNothing() {
        // Given
        accepted(createGroup(GROUP, "alice", "c"));

        // Then
        assertThat(code(new Command(GROUP, "alice", "m", new Send("x", "text/plain", false, 2L))))
                .isEqualTo("no_such_message");
        accepted(new Command(GROUP, "alice", "m", new Send("x", "text/plain", false, 1L)));
    }

    @Test
    void shouldEditWhenTheSenderIsInTime() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(send(GROUP, "bob", "m", "helo"));
        TargetStamp stamp = new TargetStamp("message", "bob", Instant.ofEpochMilli(NOON), false);

        // Then
        assertThat(code(new Command(GROUP, "alice", "e", new Edit(2L, "hello", stamp))))
                .isEqualTo("forbidden");
        assertThat(code(new Command(GROUP, "bob", "e", new Edit(2L, "hello", null))))
                .isEqualTo("no_such_message");
        assertThat(code(new Command(GROUP, "bob", "e", new Edit(9L, "hello", stamp))))
                .isEqualTo("no_such_message");
        assertThat(code(new Command(
                        GROUP, "bob", "e", new Edit(1L, "x", new TargetStamp("created", "bob", STAMPED, false)))))
                .isEqualTo("no_such_message");
        time = NOON + Duration.ofHours(24).toMillis();
        accepted(new Command(GROUP, "bob", "e", new Edit(2L, "hello", stamp)));
        time++;
        assertThat(code(new Command(GROUP, "bob", "f", new Edit(2L, "hi", stamp))))
                .isEqualTo("too_late");
    }

    @Test
    void shouldDeleteWhenTheSenderOrAnOwnerAsks() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));
        accepted(send(GROUP, "bob", "m", "hello"));
        TargetStamp stamp = new TargetStamp("message", "bob", STAMPED, false);

        // Then
        assertThat(code(new Command(GROUP, "carol", "d", new Delete(2L, stamp))))
                .isEqualTo("forbidden");
        accepted(new Command(GROUP, "bob", "d", new Delete(2L, stamp)));
        accepted(new Command(GROUP, "alice", "d", new Delete(2L, stamp)));
        assertThat(code(new Command(GROUP, "alice", "e", new Delete(2L, null)))).isEqualTo("no_such_message");
    }

    @Test
    void shouldFindNoMessageWhenItWasDeletedBefore() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(send(GROUP, "bob", "m", "hello"));
        TargetStamp stamp = new TargetStamp("message", "bob", STAMPED, true);

        // Then
        assertThat(code(new Command(GROUP, "bob", "e", new Edit(2L, "hi", stamp))))
                .isEqualTo("no_such_message");
        assertThat(code(new Command(GROUP, "alice", "d", new Delete(2L, stamp))))
                .isEqualTo("no_such_message");
    }

    @Test
    void shouldReactWhenTheTargetIsThere() {
        // Given
        accepted(createGroup(GROUP, "alice", "c"));
        accepted(send(GROUP, "alice", "m", "hello"));

        // Then
        accepted(new Command(GROUP, "alice", "r", new React(2L, "👍", false)));
        assertThat(code(new Command(GROUP, "alice", "s", new React(4L, "👍", false))))
                .isEqualTo("no_such_message");
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
