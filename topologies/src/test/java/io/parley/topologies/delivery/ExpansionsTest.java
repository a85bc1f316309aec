package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Expansion;
import io.parley.schemas.Partitions;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class ExpansionsTest {

    private static final int PARTITIONS = 12;

    private final Events events = new Events("c");

    @Test
    void shouldMakeOneRecordForEachPartitionWhenThereAreManyMembers() {
        // Given
        String[] members =
                IntStream.range(0, 1_000).mapToObj(number -> "user-" + number).toArray(String[]::new);
        Event created = events.created(members);

        // When
        List<Expansion> expansions = expanded(created, events.message(2, "user-0"));

        // Then
        assertThat(expansions)
                .extracting(Expansion::getUserPartition)
                .containsExactlyElementsOf(
                        IntStream.range(0, PARTITIONS).boxed().toList());
        assertThat(expansions)
                .flatExtracting(expansion -> body(expansion).getRecipients())
                .containsExactlyInAnyOrder(members);
        assertThat(expansions)
                .allSatisfy(expansion -> assertThat(body(expansion).getRecipients())
                        .allMatch(userId -> Partitions.of(userId, PARTITIONS) == expansion.getUserPartition()));
    }

    @Test
    void shouldSayWhoJoinsOnlyWhereTheyAre() {
        // When
        List<Expansion> expansions = expanded(events.created("ann", "bob"), events.added(2, "ann", "cid", "dee"));

        // Then
        assertThat(expansions)
                .filteredOn(expansion -> body(expansion).getJoining() != null)
                .flatExtracting(expansion -> body(expansion).getJoining().getUserIds())
                .containsExactlyInAnyOrder("cid", "dee");
        assertThat(expansions)
                .filteredOn(expansion -> !body(expansion).getRecipients().contains("cid")
                        && !body(expansion).getRecipients().contains("dee"))
                .allMatch(expansion -> body(expansion).getJoining() == null);
    }

    @Test
    void shouldSayThatAllJoinWhenTheConversationIsCreated() {
        // When
        List<Expansion> expansions = expanded(events.created("ann", "bob", "cid"));

        // Then
        assertThat(expansions)
                .allSatisfy(expansion -> assertThat(body(expansion).getJoining().getUserIds())
                        .isEqualTo(body(expansion).getRecipients()));
    }

    /** The records of the last event of a history. */
    private static List<Expansion> expanded(Event... history) {
        Roster roster = Roster.EMPTY;
        Optional<Conversation> conversation = Optional.empty();
        for (Event event : history) {
            roster = roster.after(event, Duration.ofDays(1)).roster();
            conversation = Conversation.after(conversation, event);
        }
        Event last = history[history.length - 1];
        return Expansions.of(
                last,
                conversation.orElseThrow(),
                roster,
                roster.recipientsOf(last.getSequence(), userId -> Partitions.of(userId, PARTITIONS)));
    }

    private static ExpandedEvent body(Expansion expansion) {
        return (ExpandedEvent) expansion.getBody();
    }
}
