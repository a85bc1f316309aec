package io.parley.topologies.conversation.decision;

import io.parley.avro.Added;
import io.parley.avro.AuthorityKind;
import io.parley.avro.Command;
import io.parley.avro.Created;
import io.parley.avro.Edit;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Removed;
import io.parley.avro.Role;
import io.parley.runtime.authority.CommandSeals;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Refused;
import io.parley.topologies.conversation.decision.Decision.Repeated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.changeRole;
import static io.parley.topologies.testkit.Commands.createDirect;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.direct;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static io.parley.topologies.testkit.Commands.rename;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** Commands in another right than their sender's, with seals that are good and that aren't. */
class OfficialCommandsTest {

    private static final String GROUP = group(1);
    private static final long NOON = 1_700_000_000_000L;
    private static final CommandSeals SEALS = CommandSeals.of("s".repeat(32), List.of());
    private static final CommandSeals FORGED = CommandSeals.of("f".repeat(32), List.of());

    private final MemoryConversations conversations =
            new MemoryConversations(DecisionRules.standard().with(SEALS));
    private long time = NOON;

    static Stream<Command> whatNeedsMoreRightThanAStrangers() {
        return Stream.of(
                send(GROUP, "shop", "1", "your order is on its way"),
                add(GROUP, "shop", "1", "dave"),
                remove(GROUP, "shop", "1", "bob"),
                changeRole(GROUP, "shop", "1", Role.OWNER, "bob"),
                rename(GROUP, "shop", "1", "orders"));
    }

    @BeforeEach
    void create() {
        accepted(createGroup(GROUP, "alice", "c", "bob", "carol"));
    }

    @ParameterizedTest
    @MethodSource("whatNeedsMoreRightThanAStrangers")
    void shouldDoItForWhoIsNoMemberWithASealAlone(Command command) {
        // Then
        assertThat(code(command)).isEqualTo("not_a_member");
        assertThat(code(FORGED.sealed(command, AuthorityKind.BACK_END, at()))).isEqualTo("forbidden");
        Event event = accepted(SEALS.sealed(command, AuthorityKind.BACK_END, at()));
        assertThat(event.getSenderId()).isEqualTo("shop");
        assertThat(event.getSequence()).isEqualTo(2);
        assertThat(decide(SEALS.sealed(command, AuthorityKind.BACK_END, at()))).isEqualTo(new Repeated(2, 2));
    }

    @Test
    void shouldRefuseASealWhoseDayIsOver() {
        // Given
        Command sealed = official(send(GROUP, "shop", "1", "x"));

        // When
        time += Duration.ofHours(24).toMillis() + 1;

        // Then
        assertThat(code(sealed)).isEqualTo("forbidden");
    }

    @Test
    void shouldActForAMemberWhoMayNot() {
        // When
        Event event = accepted(official(add(GROUP, "bob", "1", "dave")));

        // Then
        assertThat(event.getBody()).isEqualTo(new Added(List.of("dave")));
        assertThat(event.getSenderId()).isEqualTo("bob");
        assertThat(code(add(GROUP, "bob", "2", "erin"))).isEqualTo("forbidden");
    }

    @Test
    void shouldPutBackWhoLeftLately() {
        // Given
        accepted(remove(GROUP, "carol", "1", "carol"));

        // Then
        assertThat(code(add(GROUP, "alice", "2", "carol"))).isEqualTo("forbidden");
        assertThat(accepted(official(add(GROUP, "shop", "2", "carol"))).getBody())
                .isEqualTo(new Added(List.of("carol")));
    }

    @Test
    void shouldKeepAnOwnerAndAtMostSoManyMembers() {
        // Given
        String[] thousand =
                Stream.iterate(0, i -> i + 1).limit(1_000).map(i -> "u" + i).toArray(String[]::new);

        // Then
        assertThat(code(official(changeRole(GROUP, "shop", "1", Role.MEMBER, "alice"))))
                .isEqualTo("forbidden");
        assertThat(code(official(add(GROUP, "shop", "2", thousand)))).isEqualTo("too_many_members");
        assertThat(accepted(official(remove(GROUP, "shop", "3", "alice"))).getBody())
                .isEqualTo(new Removed(List.of("alice"), "bob"));
    }

    @Test
    void shouldNotChangeADirectConversation() {
        // Given
        accepted(createDirect("alice", "d", "bob"));

        // Then
        assertThat(code(official(add(direct("alice", "bob"), "shop", "1", "dave"))))
                .isEqualTo("forbidden");
        assertThat(accepted(official(send(direct("alice", "bob"), "shop", "2", "x")))
                        .getBody())
                .isEqualTo(new Message("x", "text/plain", false, null));
    }

    @Test
    void shouldKeepNoReadMarkOfWhoIsNoMember() {
        // When
        Accepted byTheShop = (Accepted) decide(official(send(GROUP, "shop", "1", "x")));
        Accepted byBob = (Accepted) decide(official(send(GROUP, "bob", "1", "x")));

        // Then
        assertThat(byTheShop.head().sent().of("shop")).isZero();
        assertThat(byBob.head().sent().of("bob")).isEqualTo(3);
    }

    @Test
    void shouldCreateForAUserAndAnswerARepeatAfterTheUserLeft() {
        // Given
        Command create = official(createGroup(group(2), "alice", "order-17", "bob"));

        // When
        Event created = accepted(create);
        accepted(remove(group(2), "alice", "l", "alice"));

        // Then
        assertThat(((Created) created.getBody()).getMembers())
                .containsExactly(new Member("alice", Role.OWNER), new Member("bob", Role.MEMBER));
        assertThat(decide(create)).isEqualTo(new Repeated(1, 2));
        assertThat(code(official(createGroup(group(2), "shop", "order-18", "bob"))))
                .isEqualTo("conversation_exists");
    }

    @Test
    void shouldCountForNothingElse() {
        assertThat(code(official(new Command(GROUP, "shop", "1", new Edit(1L, "x", null), false, null))))
                .isEqualTo("not_a_member");
    }

    private Command official(Command command) {
        return SEALS.sealed(command, AuthorityKind.OPERATOR, at());
    }

    private Instant at() {
        return Instant.ofEpochMilli(time);
    }

    private Event accepted(Command command) {
        Decision decision = decide(command);
        assertThat(decision).isInstanceOf(Accepted.class);
        return ((Accepted) decision).event();
    }

    private String code(Command command) {
        return ((Refused) decide(command)).code();
    }

    private Decision decide(Command command) {
        return conversations.decide(command, time);
    }
}
