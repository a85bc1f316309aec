package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.Role;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RosterTest {

    private static final Duration KEEP_LEFT = Duration.ofSeconds(100);

    private final Events events = new Events("c");

    @Test
    void shouldGiveAnEventToThoseWhoAreMembersWhenItHappens() {
        // When
        Roster roster = after(events.created("ann", "bob"), events.added(5, "ann", "cid"));

        // Then
        assertThat(recipients(roster, 4)).containsExactly("ann", "bob");
        assertThat(recipients(roster, 5)).containsExactly("ann", "bob", "cid");
        assertThat(recipients(roster, 6)).containsExactly("ann", "bob", "cid");
    }

    @Test
    void shouldGiveTheRemovalAndNothingAfterItWhenMemberIsRemoved() {
        // When
        Roster roster = after(events.created("ann", "bob"), events.removed(5, "ann", "bob"));

        // Then
        assertThat(recipients(roster, 4)).containsExactly("ann", "bob");
        assertThat(recipients(roster, 5)).containsExactly("ann", "bob");
        assertThat(recipients(roster, 6)).containsExactly("ann");
    }

    @Test
    void shouldKnowEveryStayWhenMemberComesBack() {
        // When
        Roster roster = after(
                events.created("ann", "bob"),
                events.removed(3, "ann", "bob"),
                events.added(6, "ann", "bob"),
                events.removed(8, "ann", "bob"));

        // Then
        assertThat(List.of(2, 3, 4, 5, 6, 7, 8, 9))
                .filteredOn(sequence -> recipients(roster, sequence).contains("bob"))
                .containsExactly(2, 3, 6, 7, 8);
    }

    @Test
    void shouldStayTheSameWhenItIsAheadOfReplayedEvents() {
        // Given
        List<Event> history = List.of(
                events.created("ann", "bob"),
                events.removed(3, "ann", "bob"),
                events.added(6, "ann", "bob", "cid"),
                events.orphaned(8, "ann", "bob"));
        Roster ahead = after(history.toArray(new Event[0]));

        // When
        List<Roster.RosterChange> replayed =
                history.stream().map(event -> ahead.after(event, KEEP_LEFT)).toList();

        // Then
        assertThat(replayed).allSatisfy(change -> {
            assertThat(change.roster()).isSameAs(ahead);
            assertThat(change.changed()).isEmpty();
        });
    }

    @Test
    void shouldTakeWhatIsMissingWhenOnlyOneRowIsAhead() {
        // Given
        Roster ahead = after(events.created("ann", "bob"), events.removed(3, "ann", "bob"));
        Roster torn = new Roster(new java.util.TreeMap<>(Map.of("bob", ahead.of("bob"))));

        // When
        Roster.RosterChange change = torn.after(events.created("ann", "bob"), KEEP_LEFT);

        // Then
        assertThat(change.changed()).containsOnlyKeys("ann");
        assertThat(change.roster().of("bob")).isEqualTo(ahead.of("bob"));
    }

    @Test
    void shouldForgetThoseWhoLeftWhenTheKeepingTimeIsOver() {
        // Given
        Roster roster = after(events.created("ann", "bob", "cid"), events.removed(3, "ann", "bob"));

        // When
        Roster.RosterChange later = roster.after(events.removed(104, "ann", "cid"), KEEP_LEFT);

        // Then
        assertThat(later.changed().get("bob").stays()).isEmpty();
        assertThat(later.roster().size()).isEqualTo(2);
        assertThat(recipients(later.roster(), 104)).containsExactly("ann", "cid");
    }

    @Test
    void shouldMakeTheNewOwnerOneWhenTheLastOwnerLeaves() {
        // When
        Roster roster = after(events.created("ann", "bob"), events.orphaned(2, "ann", "bob"));

        // Then
        assertThat(roster.of("bob").role()).isEqualTo(Role.OWNER);
        assertThat(roster.of("ann").isMember()).isFalse();
    }

    @Test
    void shouldChangeRolesByTheNewestEventWhenEventsComeAgain() {
        // Given
        Event promoted = events.roleChanged(2, "ann", Role.OWNER, "bob");
        Event demoted = events.roleChanged(3, "ann", Role.MEMBER, "bob", "ann");
        Roster roster = after(events.created("ann", "bob"), promoted);
        Roster ahead = roster.after(demoted, KEEP_LEFT).roster();

        // When
        Roster.RosterChange again = ahead.after(promoted, KEEP_LEFT);

        // Then
        assertThat(roster.of("bob").role()).isEqualTo(Role.OWNER);
        assertThat(ahead.of("bob").role()).isEqualTo(Role.MEMBER);
        assertThat(ahead.of("ann").role()).isEqualTo(Role.MEMBER);
        assertThat(again.changed()).isEmpty();
        assertThat(recipients(ahead, 3)).containsExactly("ann", "bob");
    }

    @Test
    void shouldGroupRecipientsByPartition() {
        // Given
        Roster roster = after(events.created("ann", "bob", "cid"));

        // When
        Map<Integer, List<String>> grouped = roster.recipientsOf(2, userId -> userId.equals("bob") ? 7 : 3);

        // Then
        assertThat(grouped).containsExactly(Map.entry(3, List.of("ann", "cid")), Map.entry(7, List.of("bob")));
    }

    @Test
    void shouldCountThoseWhoWereMembersThenWhenItIsAhead() {
        // When
        Roster ahead = after(
                events.created("ann", "bob"), events.added(2, "ann", "cid", "dee"), events.removed(3, "ann", "bob"));

        // Then
        assertThat(ahead.sizeAt(1)).isEqualTo(2);
        assertThat(ahead.sizeAt(2)).isEqualTo(4);
        assertThat(ahead.sizeAt(3)).isEqualTo(3);
    }

    @Test
    void shouldNameThoseWhoJoinByAnEventAndThoseWhoHaveLeftSince() {
        // When
        Roster roster = after(
                events.created("ann", "bob"),
                events.added(2, "ann", "cid"),
                events.removed(4, "ann", "bob"),
                events.added(6, "ann", "bob"));

        // Then
        assertThat(roster.comingOrGone(2)).containsExactly("bob", "cid");
        assertThat(roster.comingOrGone(3)).containsExactly("bob");
        assertThat(roster.comingOrGone(5)).isEmpty();
        assertThat(roster.comingOrGone(6)).containsExactly("bob");
        assertThat(roster.comingOrGone(7)).isEmpty();
    }

    @Test
    void shouldNotCountThoseWhoLeaveAsPresent() {
        // When
        Roster roster = after(events.created("ann", "bob"), events.removed(2, "ann", "bob"));

        // Then
        assertThat(roster.presentBy(userId -> 0)).containsExactly(Map.entry(0, List.of("ann")));
        assertThat(roster.members()).extracting("userId").containsExactly("ann");
        assertThat(recipients(roster, 2)).containsExactly("ann", "bob");
    }

    private static Roster after(Event... history) {
        Roster roster = Roster.EMPTY;
        for (Event event : history) {
            roster = roster.after(event, KEEP_LEFT).roster();
        }
        return roster;
    }

    private static List<String> recipients(Roster roster, long sequence) {
        return roster.recipientsOf(sequence, userId -> 0).getOrDefault(0, List.of());
    }
}
