package io.parley.topologies.conversation.signal;

import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.state.StoredConversations;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

class ReadMarksTest {

    private static final String GROUP = group(1);
    private static final ConversationId ID = ConversationId.parse(GROUP);

    private final StoredConversations conversations = new StoredConversations(DecisionRules.standard());
    private final ReadMarks marks = new ReadMarks(conversations.state());

    @BeforeEach
    void begin() {
        conversations.take(
                createGroup(GROUP, "ann", "1", "bob", "cid"),
                send(GROUP, "ann", "2", "hello"),
                send(GROUP, "bob", "3", "hello"),
                add(GROUP, "ann", "4", "dee"));
    }

    @Test
    void shouldBeAtTheirOwnNewestMessageOrAtWhatWasThereWhenTheyJoined() {
        assertThat(List.of(of("ann"), of("bob"), of("cid"), of("dee"))).containsExactly(2L, 3L, 0L, 3L);
        assertThat(marks.ofAll(ID, conversations.head(GROUP)).reads())
                .isEqualTo(Map.of("ann", 2L, "bob", 3L, "dee", 3L));
    }

    @Test
    void shouldUseTheReadReceiptWhenItIsLater() {
        // When
        conversations.state().moveRead(ID, "ann", 4);
        conversations.state().moveRead(ID, "bob", 2);
        conversations.state().moveRead(ID, "cid", 1);
        conversations.state().moveRead(ID, "dee", 2);

        // Then
        Map<String, Long> expected = Map.of("ann", 4L, "bob", 3L, "cid", 1L, "dee", 3L);
        assertThat(marks.ofAll(ID, conversations.head(GROUP)).reads()).isEqualTo(expected);
        expected.forEach((userId, mark) -> assertThat(of(userId)).as(userId).isEqualTo(mark));
    }

    @Test
    void shouldReturnMarksOnlyOfMembersWithAReadReceipt() {
        // Given
        conversations.state().moveRead(ID, "cid", 1);
        conversations.state().moveRead(ID, "bob", 2);
        conversations.take(remove(GROUP, "ann", "5", "cid"));

        // When
        Map<String, Long> sent =
                marks.ofThose(ID, conversations.head(GROUP), List.of("ann", "bob", "cid", "dee", "stranger"));

        // Then
        assertThat(sent).isEqualTo(Map.of("bob", 3L, "dee", 3L));
    }

    @Test
    void shouldBeginAnewWhenAMemberComesBack() {
        // Given
        conversations.state().moveRead(ID, "cid", 4);
        conversations.take(remove(GROUP, "ann", "5", "cid"), send(GROUP, "ann", "6", "hello"));

        // When
        conversations.take(add(GROUP, "ann", "7", "cid"));

        // Then
        assertThat(of("cid")).isEqualTo(6);
        assertThat(marks.ofAll(ID, conversations.head(GROUP)).reads()).containsEntry("cid", 6L);
    }

    private long of(String userId) {
        Membership member = conversations.state().view(ID).member(userId).orElseThrow();
        return marks.of(ID, conversations.head(GROUP), userId, member);
    }
}
