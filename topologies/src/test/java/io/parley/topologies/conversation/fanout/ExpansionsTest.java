package io.parley.topologies.conversation.fanout;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.Joining;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class ExpansionsTest {

    private static final int THRESHOLD = 100;

    private final Events events = new Events("c");
    private final Head head = Head.first(1, 0, ConversationKind.GROUP, 4, 1, THRESHOLD);

    @Test
    void shouldMakeOneRecordForEachPartitionInTheirOrder() {
        // Given
        Event message = events.message(2, "ann");

        // When
        List<Expansion> expansions = Expansions.of(
                message, head.next(0, 4, 1, THRESHOLD), null, recipients(Map.of(7, List.of("bob"), 3, List.of("ann"))));

        // Then
        assertThat(expansions)
                .containsExactly(
                        new Expansion(3, new ExpandedEvent(message, List.of("ann"), null, false)),
                        new Expansion(7, new ExpandedEvent(message, List.of("bob"), null, false)));
    }

    @Test
    void shouldListNewcomersOnlyInTheirPartition() {
        // When
        List<Expansion> expansions = Expansions.of(
                events.added(2, "ann", "cid", "dee"),
                head,
                "Team",
                recipients(Map.of(1, List.of("ann"), 2, List.of("bob", "cid"), 3, List.of("dee"))));

        // Then
        assertThat(expansions)
                .extracting(expansion -> body(expansion).getJoining())
                .containsExactly(
                        null,
                        new Joining(List.of("cid"), ConversationKind.GROUP, "Team", false),
                        new Joining(List.of("dee"), ConversationKind.GROUP, "Team", false));
    }

    @Test
    void shouldListAllAsNewcomersWhenTheConversationIsCreated() {
        // When
        List<Expansion> expansions = Expansions.of(
                events.created("ann", "bob", "cid"),
                head,
                "Team",
                recipients(Map.of(1, List.of("ann", "bob"), 2, List.of("cid"))));

        // Then
        assertThat(expansions)
                .hasSize(2)
                .allSatisfy(expansion -> assertThat(body(expansion).getJoining().getUserIds())
                        .isEqualTo(body(expansion).getRecipients()));
    }

    @Test
    void shouldMarkAConversationAsLargeFromTheEventOnByWhichItBecomesSo() {
        // Given
        Head grown = head.next(0, THRESHOLD + 1, 1, THRESHOLD);

        // When
        Expansion expansion = Expansions.of(
                        events.added(2, "ann", "eve"), grown, null, recipients(Map.of(0, List.of("eve"))))
                .get(0);

        // Then
        assertThat(body(expansion).getLarge()).isTrue();
        assertThat(body(expansion).getJoining().getLarge()).isTrue();
    }

    private static Map<Integer, List<String>> recipients(Map<Integer, List<String>> byPartition) {
        return new TreeMap<>(byPartition);
    }

    private static ExpandedEvent body(Expansion expansion) {
        return (ExpandedEvent) expansion.getBody();
    }
}
