package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.Forwarded;
import io.parley.avro.Open;
import io.parley.avro.Outcome;
import io.parley.avro.Role;
import io.parley.avro.Roster;
import io.parley.avro.RosterMember;
import io.parley.schemas.Partitions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.IntStream;

import static io.parley.topologies.testkit.Commands.add;
import static io.parley.topologies.testkit.Commands.createGroup;
import static io.parley.topologies.testkit.Commands.group;
import static io.parley.topologies.testkit.Commands.remove;
import static io.parley.topologies.testkit.Commands.send;
import static org.assertj.core.api.Assertions.assertThat;

/** The recipients of a conversation's events: its members at that time, and those who leave by one. */
class RecipientsTest {

    private static final String GROUP = group(1);

    private final ConversationFixture conversation =
            new ConversationFixture(ConversationConfig.standard().withLargeGroupThreshold(10));

    @AfterEach
    void close() {
        conversation.close();
    }

    @Test
    void shouldGiveAnEventToThoseWhoAreMembersWhenItHappens() {
        // When
        happens(
                createGroup(GROUP, "ann", "1", "bob"),
                send(GROUP, "ann", "2", "hello"),
                add(GROUP, "ann", "3", "cid"),
                send(GROUP, "ann", "4", "hello"));

        // Then
        assertThat(recipients())
                .isEqualTo(Map.of(
                        1L, List.of("ann", "bob"),
                        2L, List.of("ann", "bob"),
                        3L, List.of("ann", "bob", "cid"),
                        4L, List.of("ann", "bob", "cid")));
    }

    @Test
    void shouldGiveTheRemovalAndNothingAfterItUntilAMemberComesBack() {
        // When
        happens(
                createGroup(GROUP, "ann", "1", "bob"),
                remove(GROUP, "ann", "2", "bob"),
                send(GROUP, "ann", "3", "hello"));
        conversation.restart();
        happens(add(GROUP, "ann", "4", "bob"), remove(GROUP, "ann", "5", "bob"), send(GROUP, "ann", "6", "hello"));

        // Then
        assertThat(recipients())
                .isEqualTo(Map.of(
                        4L, List.of("ann", "bob"),
                        5L, List.of("ann", "bob"),
                        6L, List.of("ann")));
    }

    @Test
    void shouldGiveTheRemovalToTheOneWhoLeavesLast() {
        // When
        happens(createGroup(GROUP, "ann", "1"), remove(GROUP, "ann", "2", "ann"));

        // Then
        assertThat(recipients()).containsEntry(2L, List.of("ann"));
        assertThat(conversation.values(conversation.topics().rosters()))
                .last()
                .extracting(Roster::getMembers)
                .isEqualTo(List.of());
    }

    @Test
    void shouldPublishTheNewOwnerWhenTheLastOwnerLeaves() {
        // When
        happens(createGroup(GROUP, "ann", "1", "bob", "cid"), remove(GROUP, "ann", "2", "ann"));

        // Then
        assertThat(conversation.values(conversation.topics().rosters()))
                .last()
                .extracting(Roster::getMembers)
                .isEqualTo(List.of(new RosterMember("bob", Role.OWNER, 1L), new RosterMember("cid", Role.MEMBER, 1L)));
    }

    @Test
    void shouldAddressEachToTheirPartitionInOneRecordForEach() {
        // Given
        String[] members =
                IntStream.range(0, 9).mapToObj(number -> "user-" + number).toArray(String[]::new);
        int partitions = conversation.topics().expansions().partitions();

        // When
        happens(createGroup(GROUP, "ann", "1", members));

        // Then
        List<Expansion> expansions = conversation.expansions();
        assertThat(expansions).extracting(Expansion::getUserPartition).doesNotHaveDuplicates();
        assertThat(expansions)
                .allSatisfy(expansion -> assertThat(((ExpandedEvent) expansion.getBody()).getRecipients())
                        .isNotEmpty()
                        .allMatch(userId -> Partitions.of(userId, partitions) == expansion.getUserPartition()));
    }

    @Test
    void shouldAddressAnOutcomeToItsSender() {
        // When
        happens(send(GROUP, "eve", "1", "hello"));

        // Then
        Outcome outcome = conversation.values(conversation.topics().outcomes()).get(0);
        int partition = conversation.topics().expansions().partitionOf("eve");
        assertThat(conversation.expansions()).containsExactly(new Expansion(partition, outcome));
    }

    @Test
    void shouldReachAllOnceMoreByTheEventThatMakesAGroupLargeAndThenThoseWhoHaveItOpen() {
        // Given
        String[] members =
                IntStream.range(0, 9).mapToObj(number -> "user-" + number).toArray(String[]::new);
        happens(createGroup(GROUP, "ann", "1", members));
        conversation.expansions();

        // When
        happens(add(GROUP, "ann", "2", "bob"));
        Map<Long, List<String>> grown = recipients();
        conversation.signal(GROUP, "bob", "gw-1", new Open());
        conversation.expansions();
        happens(send(GROUP, "ann", "3", "hello"));
        List<Expansion> message = conversation.expansions();

        // Then
        assertThat(grown.get(2L)).hasSize(11);
        assertThat(recipients(message)).isEqualTo(Map.of(3L, List.of("ann")));
        assertThat(message)
                .filteredOn(expansion -> expansion.getBody() instanceof Forwarded)
                .singleElement()
                .satisfies(expansion -> {
                    Forwarded forwarded = (Forwarded) expansion.getBody();
                    EventDelivery delivery =
                            (EventDelivery) forwarded.getDelivery().getBody();
                    assertThat(expansion.getUserPartition())
                            .isEqualTo(conversation.topics().expansions().partitionOf("gw-1"));
                    assertThat(delivery.getUserIds()).containsExactly("bob");
                    assertThat(delivery.getIfOpen()).isTrue();
                });
    }

    private void happens(Command... commands) {
        conversation.take(commands);
    }

    private Map<Long, List<String>> recipients() {
        return recipients(conversation.expansions());
    }

    /** By the sequence of the event, who gets it in their partition: ascending. */
    private static Map<Long, List<String>> recipients(List<Expansion> expansions) {
        SortedMap<Long, List<String>> recipients = new TreeMap<>();
        for (Expansion expansion : expansions) {
            if (expansion.getBody() instanceof ExpandedEvent expanded) {
                Event event = expanded.getEvent();
                recipients
                        .computeIfAbsent(event.getSequence(), sequence -> new ArrayList<>())
                        .addAll(expanded.getRecipients());
            }
        }
        recipients.values().forEach(userIds -> userIds.sort(null));
        return recipients;
    }
}
