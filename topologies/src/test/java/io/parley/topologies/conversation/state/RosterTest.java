package io.parley.topologies.conversation.state;

import io.parley.avro.Member;
import io.parley.avro.Role;
import io.parley.topologies.conversation.decision.Decision.Change;
import io.parley.topologies.conversation.decision.Membership;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class RosterTest {

    private static final Membership OWNER = new Membership(Role.OWNER, 1, 0);
    private static final Membership MEMBER = new Membership(Role.MEMBER, 1, 1);

    private final Roster roster = new Roster(new TreeMap<>(Map.of("bob", MEMBER, "ann", OWNER)));

    @Test
    void shouldHaveThoseWhoJoinAndNotThoseWhoLeave() {
        // When
        Roster after = roster.after(List.of(
                new Change.Put("cid", new Membership(Role.MEMBER, 5, 0)),
                new Change.Drop("ann"),
                new Change.Put("bob", MEMBER.withRole(Role.OWNER))));

        // Then
        assertThat(after.members()).containsExactly(new Member("bob", Role.OWNER), new Member("cid", Role.MEMBER));
        assertThat(after.has("ann")).isFalse();
        assertThat(after.size()).isEqualTo(2);
        assertThat(after.memberships().get("bob").joined()).isEqualTo(1);
    }

    @Test
    void shouldStayAsItWasWhenAnotherIsMadeOfIt() {
        // Given
        roster.by(userId -> 0);
        roster.members();

        // When
        Roster after = roster.after(List.of(new Change.Drop("bob"), new Change.Put("cid", MEMBER)));

        // Then
        assertThat(roster.memberships()).containsOnlyKeys("ann", "bob");
        assertThat(roster.by(userId -> 0)).containsExactly(Map.entry(0, List.of("ann", "bob")));
        assertThat(after.by(userId -> 0)).containsExactly(Map.entry(0, List.of("ann", "cid")));
        assertThat(after.members()).extracting(Member::getUserId).containsExactly("ann", "cid");
    }

    @Test
    void shouldGiveTheMembersAfterAUserIdInTheOrderOfIds() {
        assertThat(roster.members(null, 1)).containsExactly(new Member("ann", Role.OWNER));
        assertThat(roster.members("ann", 5)).containsExactly(new Member("bob", Role.MEMBER));
        assertThat(roster.members("b", 5)).containsExactly(new Member("bob", Role.MEMBER));
        assertThat(roster.members("bob", 5)).isEmpty();
        assertThat(roster.members(null, 2)).isEqualTo(roster.members());
    }

    @Test
    void shouldKnowANewStayWhenAMemberComesBack() {
        // When
        Roster after = roster.after(List.of(new Change.Drop("bob")))
                .after(List.of(new Change.Put("bob", new Membership(Role.MEMBER, 6, 0))));

        // Then
        assertThat(after.memberships().get("bob").joined()).isEqualTo(6);
    }

    @Test
    void shouldBeTheSameWhenWhatChangesIsNoMember() {
        // Given
        List<Change> changes = List.of(new Change.Title("Team"), new Change.Read("bob", 3));

        // Then
        assertThat(Roster.isChangedBy(changes)).isFalse();
        assertThat(roster.after(changes)).isSameAs(roster);
    }

    @Test
    void shouldGroupMembersByPartitionAscending() {
        // Given
        Roster three = roster.after(List.of(new Change.Put("ada", MEMBER)));

        // When
        Map<Integer, List<String>> grouped = three.by(userId -> userId.equals("bob") ? 7 : 3);

        // Then
        assertThat(grouped).containsExactly(Map.entry(3, List.of("ada", "ann")), Map.entry(7, List.of("bob")));
    }
}
