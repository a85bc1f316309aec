package io.parley.topologies.conversation;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class InterestsTest {

    private final Interests interests = Interests.of(List.of(
            new Interest("bob-phone", "bob", "gw-1", 1, 3),
            new Interest("ann-phone", "ann", "gw-1", 1, 5),
            new Interest("ann-tablet", "ann", "gw-1", 1, 6),
            new Interest("ann-laptop", "ann", "gw-2", 1, 7)));

    @Test
    void shouldNameEachUserOnceForEachGateway() {
        assertThat(interests.users())
                .containsExactly(Map.entry("gw-1", List.of("ann", "bob")), Map.entry("gw-2", List.of("ann")));
    }

    @Test
    void shouldLeaveOutAGatewayWhereNobodyElseHasItOpen() {
        assertThat(interests.othersThan("ann")).containsExactly(Map.entry("gw-1", List.of("bob")));
        assertThat(interests.othersThan("eve")).isEqualTo(interests.users());
    }

    @Test
    void shouldKeepThoseWhoOpenedItBeforeItWasLargeOnTheirOldWay() {
        assertThat(interests.direct(5))
                .containsExactly(Map.entry("gw-1", List.of("ann")), Map.entry("gw-2", List.of("ann")));
        assertThat(interests.earlier(5)).containsExactly("bob");
        assertThat(interests.direct(6)).isEqualTo(interests.direct(5));
        assertThat(interests.earlier(6)).containsExactly("ann", "bob");
    }

    @Test
    void shouldKeepASecondSessionOnTheWayOfTheFirstOnItsGateway() {
        assertThat(interests.onOneWay(new Interest("bob-laptop", "bob", "gw-1", 1, 9), 5))
                .isEqualTo(new Interest("bob-laptop", "bob", "gw-1", 1, 3));
        for (Interest alone : List.of(
                new Interest("bob-phone", "bob", "gw-1", 1, 9),
                new Interest("bob-laptop", "bob", "gw-2", 1, 9),
                new Interest("bob-laptop", "bob", "gw-1", 2, 9),
                new Interest("ann-desk", "ann", "gw-1", 1, 9))) {
            assertThat(interests.onOneWay(alone, 5)).isSameAs(alone);
        }
        assertThat(interests
                        .onOneWay(new Interest("bob-laptop", "bob", "gw-1", 1, 9), 0)
                        .since())
                .isEqualTo(9);
    }

    @Test
    void shouldBeWithoutWhatEndedAndKeepTheRest() {
        // When
        Interests left = interests.without(
                interests.where(interest -> interest.gatewayId().equals("gw-1")));

        // Then
        assertThat(left.users()).containsExactly(Map.entry("gw-2", List.of("ann")));
        assertThat(left.without(List.of(left.of("ann-laptop")))).isSameAs(Interests.NONE);
        assertThat(interests.size()).isEqualTo(4);
    }

    @Test
    void shouldGoOnWhenTheSameEpochOpensItAgainAndBeginAnewUnderALaterOne() {
        // Given
        Interest known = interests.of("bob-phone");

        // Then
        assertThat(new Interest("bob-phone", "bob", "gw-1", 1, 9).begunOver(known))
                .isSameAs(known);
        assertThat(new Interest("bob-phone", "bob", "gw-1", 2, 9)
                        .begunOver(known)
                        .since())
                .isEqualTo(9);
        assertThat(new Interest("bob-phone", "bob", "gw-1", 0, 9).begunOver(known))
                .isSameAs(known);
        assertThat(known.begunOver(null)).isSameAs(known);
        assertThat(Interest.of("bob-phone", known.toState())).isEqualTo(known);
    }
}
