package io.parley.topologies.conversation.fanout;

import io.parley.avro.Event;
import io.parley.avro.Role;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.state.Roster;
import io.parley.topologies.conversation.subscription.Subscription;
import io.parley.topologies.conversation.subscription.Subscriptions;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

class LargeGroupReachTest {

    private static final long LARGE_BY = 1;

    private final Events events = new Events("c");

    @Test
    void shouldReachThoseWhoHaveItOpenDirectlyAndTheSenderPersonally() {
        // When
        LargeGroupReach reach = reach(events.message(7, "ann"), open("bob", 2), open("cid", 2));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob", "cid")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann")));
    }

    @Test
    void shouldReachNewcomersPersonally() {
        // When
        LargeGroupReach reach = reach(events.added(6, "ann", "eve"), open("bob", 2));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "eve")));
    }

    @Test
    void shouldGiveTheRemovalToThoseWhoLeaveOnBothWays() {
        // When
        LargeGroupReach reach = reach(events.removed(4, "ann", "dee"), open("bob", 2), open("dee", 2));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob", "dee")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "dee")));
    }

    @Test
    void shouldReachNobodyPersonallyWhoIsNoMember() {
        // When
        LargeGroupReach reach = reach(events.message(7, "gil"), open("fay", 0));

        // Then
        assertThat(reach.personal()).isEmpty();
    }

    @Test
    void shouldKeepThoseWhoOpenedItBeforeItWasLargeOnTheirOldWay() {
        // When
        LargeGroupReach reach = reach(events.message(7, "ann"), open("bob", 0), open("cid", 1));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("cid")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "bob")));
    }

    @Test
    void shouldReachEachInTheirPartition() {
        // When
        LargeGroupReach reach = LargeGroupReach.of(
                events.removed(4, "ann", "dee", "cid"),
                LARGE_BY,
                audience(),
                Subscriptions.NONE,
                userId -> userId.equals("dee") ? 3 : 1);

        // Then
        assertThat(reach.personal()).containsExactly(Map.entry(1, List.of("ann", "cid")), Map.entry(3, List.of("dee")));
    }

    private static LargeGroupReach reach(Event event, Subscription... subscriptions) {
        return LargeGroupReach.of(event, LARGE_BY, audience(), Subscriptions.of(List.of(subscriptions)), userId -> 0);
    }

    private static Subscription open(String userId, long since) {
        return new Subscription(userId + "-phone", userId, "gw-1", 1, since);
    }

    private static Roster audience() {
        TreeMap<String, Membership> memberships = new TreeMap<>();
        for (String userId : List.of("ann", "bob", "cid", "dee", "eve")) {
            memberships.put(userId, new Membership(Role.MEMBER, 1, memberships.size()));
        }
        return new Roster(memberships);
    }
}
