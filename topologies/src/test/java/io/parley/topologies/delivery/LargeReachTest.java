package io.parley.topologies.delivery;

import io.parley.avro.Event;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class LargeReachTest {

    private static final long LARGE_BY = 1;

    private final Events events = new Events("c");
    private final Roster roster = roster(
            events.created("ann", "bob", "cid", "dee"), events.removed(4, "ann", "dee"), events.added(6, "ann", "eve"));

    @Test
    void shouldReachThoseWhoHaveItOpenDirectlyAndTheSenderPersonally() {
        // When
        LargeReach reach = reach(events.message(7, "ann"), open("bob", 2), open("cid", 2));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob", "cid")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann")));
    }

    @Test
    void shouldReachNewcomersPersonally() {
        // When
        LargeReach reach = reach(events.added(6, "ann", "eve"), open("bob", 2));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "eve")));
    }

    @Test
    void shouldGiveTheRemovalToThoseWhoLeaveOnBothWays() {
        // When
        LargeReach reach = reach(events.removed(4, "ann", "dee"), open("bob", 2), open("dee", 2));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob", "dee")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "dee")));
    }

    @Test
    void shouldReachThoseOfThenWhenAnEventIsReplayed() {
        // When
        LargeReach reach = reach(events.message(3, "ann"), open("bob", 2), open("eve", 8));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("bob")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "dee")));
    }

    @Test
    void shouldReachNobodyBetweenTheirStaysWhenAnEventIsReplayed() {
        // When
        LargeReach reach = reach(events.message(5, "ann"), open("eve", 8));

        // Then
        assertThat(reach.direct()).isEmpty();
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann")));
    }

    @Test
    void shouldKeepThoseWhoOpenedItBeforeItWasLargeOnTheirOldWay() {
        // When
        LargeReach reach = reach(events.message(7, "ann"), open("bob", 0), open("cid", 1));

        // Then
        assertThat(reach.direct()).containsExactly(Map.entry("gw-1", List.of("cid")));
        assertThat(reach.personal()).containsExactly(Map.entry(0, List.of("ann", "bob")));
    }

    private LargeReach reach(Event event, Interest... interests) {
        return LargeReach.of(event, LARGE_BY, roster, Interests.of(List.of(interests)), userId -> 0);
    }

    private static Interest open(String userId, long since) {
        return new Interest(userId + "-phone", userId, "gw-1", 1, since);
    }

    private static Roster roster(Event... history) {
        Roster roster = Roster.EMPTY;
        for (Event event : history) {
            roster = roster.after(event, Duration.ofDays(1)).roster();
        }
        return roster;
    }
}
