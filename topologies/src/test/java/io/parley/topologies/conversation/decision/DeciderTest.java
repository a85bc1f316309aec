package io.parley.topologies.conversation.decision;

import io.parley.avro.Added;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Refused;
import io.parley.topologies.conversation.decision.Decision.Repeated;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.changeRole;
import static io.parley.topologies.testkit.Commands.createDirect;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.delete;
import static io.parley.topologies.testkit.Commands.direct;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static io.parley.topologies.testkit.Commands.rename;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

class DeciderTest {

    private static final String GROUP = group(1);
    private static final long NOON = 1_700_000_000_000L;

    private final MemoryConversations conversations = new MemoryConversations(DecisionRules.standard());
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
        assertThat(decide(send(GROUP, "bob", "m", "hello"))).isEqualTo(new Repeated(2, 3));
        assertThat(decide(createGroup(GROUP, "alice", "c", "bob"))).isEqualTo(new Repeated(1, 3));
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
        assertThat(decide(createDirect("alice", "other-id", "bob"))).isEqualTo(new Repeated(1, 1));
        assertThat(decide(createDirect("bob", "c", "alice"))).isEqualTo(new Repeated(1, 1));
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
        assertThat(code(add(GROUP, "alice", "b", "bob"))).isEqualTo("no_change");
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
        assertThat(code(remove(GROUP, "alice", "s", "bob"))).isEqualTo("no_change");
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
        time += Duration.ofDays(1).toMillis();
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
        assertThat(decide(remove(GROUP, "bob", "r", "bob"))).isEqualTo(new Repeated(3, 3));
        assertThat(code(send(GROUP, "bob", "m", "hello"))).isEqualTo("not_a_member");
    }

    @Test
    void shouldRevealNothingWhenTheCreatorWhoLeftCreatesAgain() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(remove(GROUP, "alice", "r", "alice"));

        // Then
        assertThat(code(createGroup(GROUP, "alice", "c", "bob"))).isEqualTo("conversation_exists");
    }

    @Test
    void shouldNotPutBackAMemberWhoLeftByThemselfWithinTheLastDay() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));
        accepted(remove(GROUP, "bob", "r", "bob"));
        accepted(remove(GROUP, "alice", "s", "carol"));
        time += Duration.ofDays(1).toMillis() - 1;

        // Then
        assertThat(code(add(GROUP, "alice", "a", "bob"))).isEqualTo("forbidden");
        assertThat(code(add(GROUP, "alice", "b", "carol", "bob"))).isEqualTo("forbidden");
        accepted(add(GROUP, "alice", "d", "carol"));
        time++;
        accepted(add(GROUP, "alice", "e", "bob"));
    }

    @Test
    void shouldChangeNothingWhenTheTitleIsTheSame() {
        // Given
        accepted(new Command(GROUP, "alice", "c", new Create(ConversationKind.GROUP, List.of(), "ours"), false, null));

        // Then
        assertThat(code(rename(GROUP, "alice", "r", "ours"))).isEqualTo("no_change");
        accepted(rename(GROUP, "alice", "r", "theirs"));
        assertThat(code(rename(GROUP, "alice", "s", "theirs"))).isEqualTo("no_change");
        accepted(rename(GROUP, "alice", "s", "ours"));
    }

    @Test
    void shouldListOnlyThoseWhoChangeWhenRolesDo() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));

        // When
        Event event = accepted(changeRole(GROUP, "alice", "r", Role.OWNER, "alice", "bob", "mallory", "bob"));

        // Then
        assertThat(event.getBody()).isEqualTo(new RoleChanged(List.of("bob"), Role.OWNER));
        assertThat(accepted(rename(GROUP, "bob", "n", "ours")).getBody()).isEqualTo(new Renamed("ours"));
        assertThat(code(changeRole(GROUP, "bob", "s", Role.OWNER, "alice"))).isEqualTo("no_change");
        assertThat(code(changeRole(GROUP, "bob", "s", Role.OWNER, "mallory"))).isEqualTo("no_change");
    }

    @Test
    void shouldForbidWhenRolesAreNotTheirsToChange() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        accepted(createDirect("alice", "c", "bob"));

        // Then
        assertThat(code(changeRole(GROUP, "bob", "r", Role.OWNER, "bob"))).isEqualTo("forbidden");
        assertThat(code(changeRole(direct("alice", "bob"), "alice", "r", Role.OWNER, "alice")))
                .isEqualTo("forbidden");
    }

    @Test
    void shouldKeepAnOwnerWhenTheLastOneWouldBecomeAMember() {
        // Given
        accepted(createGroup(GROUP, "alice", "c", "bob"));
        assertThat(code(changeRole(GROUP, "alice", "r", Role.MEMBER, "alice"))).isEqualTo("forbidden");
        accepted(changeRole(GROUP, "alice", "r", Role.OWNER, "bob"));

        // Then
        assertThat(code(changeRole(GROUP, "alice", "s", Role.MEMBER, "alice", "bob")))
                .isEqualTo("forbidden");
        accepted(changeRole(GROUP, "alice", "s", Role.MEMBER, "alice"));
        assertThat(code(changeRole(GROUP, "bob", "t", Role.MEMBER, "bob"))).isEqualTo("forbidden");
        assertThat(((Removed) accepted(remove(GROUP, "bob", "u", "bob")).getBody()).getNewOwner())
                .isEqualTo("alice");
    }

    @Test
    void shouldHaveNoOwnerWhenAConversationIsDirect() {
        // Given
        Event created = accepted(createDirect("alice", "c", "bob"));
        String conversation = direct("alice", "bob");
        Event message = accepted(send(conversation, "bob", "m", "please stop"));

        // Then
        assertThat(((Created) created.getBody()).getMembers())
                .containsExactly(new Member("alice", Role.MEMBER), new Member("bob", Role.MEMBER));
        assertThat(code(delete(message, "alice", "d"))).isEqualTo("forbidden");
        accepted(delete(message, "bob", "d"));
    }

    @Test
    void shouldHaveNoOwnerWhenTheRosterOfADirectConversationStillHasOne() {
        // Given
        Head head = new Head(2, NOON, ConversationKind.DIRECT, 2, 1, 0, SentMarks.NONE);
        Command command = send(direct("alice", "bob"), "alice", "m", "hello");

        // When
        DecisionContext now =
                new DecisionContext(command, NOON, head, Optional.of(new Membership(Role.OWNER, 1, 0)), null, 100);

        // Then
        assertThat(now.isByOwner()).isFalse();
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
