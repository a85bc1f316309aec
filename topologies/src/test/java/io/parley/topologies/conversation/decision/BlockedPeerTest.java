package io.parley.topologies.conversation.decision;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.topologies.conversation.decision.Decision.Accepted;
import io.parley.topologies.conversation.decision.Decision.Refused;
import io.parley.topologies.conversation.decision.Decision.Repeated;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.stream.Stream;

import static io.parley.topologies.testkit.Commands.createDirect;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.delete;
import static io.parley.topologies.testkit.Commands.direct;
import static io.parley.topologies.testkit.Commands.edit;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.react;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** Commands of one who has blocked the other member of a direct conversation, as their gateway stamps them. */
class BlockedPeerTest {

    private static final long NOON = 1_700_000_000_000L;
    private static final String DIRECT = direct("alice", "bob");

    private final MemoryConversations conversations = new MemoryConversations(DecisionRules.standard());
    private Event own;
    private Event theirs;

    @BeforeEach
    void talk() {
        decide(createDirect("alice", "c", "bob"));
        own = accepted(send(DIRECT, "alice", "m-1", "hello"));
        theirs = accepted(send(DIRECT, "bob", "m-2", "hi"));
    }

    @Test
    void shouldForbidEveryWordToTheBlockedOne() {
        Stream.of(
                        send(DIRECT, "alice", "x-1", "hello"),
                        edit(own, "alice", "x-2", "hello again"),
                        react(theirs, "alice", "x-3", "+1"),
                        createDirect("alice", "x-4", "bob"))
                .forEach(command -> assertThat(code(command)).isEqualTo("forbidden"));
    }

    @Test
    void shouldLetTheUserTakeSomethingBack() {
        // Given
        accepted(react(theirs, "alice", "r-1", "+1"));

        // Then
        assertThat(decide(stamped(react(theirs, "alice", "r-2", "+1", true)))).isInstanceOf(Accepted.class);
        assertThat(decide(stamped(delete(own, "alice", "d-1")))).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldAnswerARepeatOfWhatTookEffectBefore() {
        assertThat(decide(stamped(send(DIRECT, "alice", "m-1", "hello")))).isEqualTo(new Repeated(2, 3));
        assertThat(decide(stamped(createDirect("alice", "c", "bob")))).isEqualTo(new Repeated(1, 3));
    }

    @Test
    void shouldForbidToBeginADirectConversationWithTheBlockedOne() {
        assertThat(code(createDirect("alice", "c", "eve"))).isEqualTo("forbidden");
    }

    @Test
    void shouldForbidNothingInAGroup() {
        // Given
        decide(createGroup(group(1), "alice", "c", "bob"));

        // Then
        assertThat(decide(stamped(send(group(1), "alice", "m", "hello")))).isInstanceOf(Accepted.class);
    }

    private String code(Command command) {
        return ((Refused) decide(stamped(command))).code();
    }

    private Event accepted(Command command) {
        return ((Accepted) decide(command)).event();
    }

    private Decision decide(Command command) {
        return conversations.decide(command, NOON);
    }

    private static Command stamped(Command command) {
        return Command.newBuilder(command).setPeerBlocked(true).build();
    }
}
