package io.parley.topologies.conversation.state;

import io.parley.avro.Role;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.changeRole;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static org.assertj.core.api.Assertions.assertThat;

class ConversationStateTest {

    private static final String GROUP = group(1);
    private static final ConversationId ID = ConversationId.parse(GROUP);

    private final StoredConversations conversations = new StoredConversations(DecisionRules.standard());

    @Test
    void shouldGiveTheSameRosterFromMemoryAndFromItsStore() {
        // Given
        conversations.take(createGroup(GROUP, "ann", "1", "bob", "cid"));
        Map<String, Membership> first =
                conversations.state().roster(ID.toString()).memberships();

        // When
        conversations.take(
                add(GROUP, "ann", "2", "dee"),
                remove(GROUP, "ann", "3", "bob"),
                changeRole(GROUP, "ann", "4", Role.OWNER, "cid"),
                remove(GROUP, "ann", "5", "ann"));
        Map<String, Membership> cached =
                conversations.state().roster(ID.toString()).memberships();
        conversations.restart();

        // Then
        assertThat(first).containsOnlyKeys("ann", "bob", "cid");
        assertThat(cached)
                .isEqualTo(Map.of(
                        "cid", new Membership(Role.OWNER, 1, 2),
                        "dee", new Membership(Role.MEMBER, 2, 0)))
                .isEqualTo(conversations.state().roster(ID.toString()).memberships());
    }

    @Test
    void shouldMoveAReadMarkForwardAlone() {
        // Given
        conversations.take(createGroup(GROUP, "ann", "1", "bob"));

        // When
        conversations.state().moveRead(ID, "bob", 7);
        conversations.state().moveRead(ID, "bob", 4);

        // Then
        assertThat(conversations.state().read(ID, "bob")).isEqualTo(7);
        assertThat(conversations.state().read(ID, "ann")).isZero();
        assertThat(conversations.state().reads(ID)).isEqualTo(Map.of("bob", 7L));
    }

    @Test
    void shouldForgetTheReadMarkOfWhoLeaves() {
        // Given
        conversations.take(createGroup(GROUP, "ann", "1", "bob"));
        conversations.state().moveRead(ID, "bob", 1);

        // When
        conversations.take(remove(GROUP, "ann", "2", "bob"));

        // Then
        assertThat(conversations.state().reads(ID)).isEmpty();
    }

    @Test
    void shouldChangeNothingByWhichCommandsAreDecidedWhenAReadMarkMoves() {
        // Given
        conversations.take(createGroup(GROUP, "ann", "1", "bob"));
        Head head = conversations.head(GROUP);
        Map<String, Membership> members = conversations.state().view(ID).members();

        // When
        conversations.state().moveRead(ID, "bob", 1);

        // Then
        assertThat(conversations.head(GROUP)).isEqualTo(head);
        assertThat(conversations.state().view(ID).members()).isEqualTo(members);
    }
}
