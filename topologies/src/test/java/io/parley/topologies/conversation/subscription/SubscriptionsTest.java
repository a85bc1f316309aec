package io.parley.topologies.conversation.subscription;

import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class SubscriptionsTest {

    private final Subscriptions subscriptions = Subscriptions.of(List.of(
            new Subscription("bob-phone", "bob", "gw-1", 1, 3),
            new Subscription("ann-phone", "ann", "gw-1", 1, 5),
            new Subscription("ann-tablet", "ann", "gw-1", 1, 6),
            new Subscription("ann-laptop", "ann", "gw-2", 1, 7)));

    @Test
    void shouldNameEachUserOnceForEachGateway() {
        assertThat(subscriptions.users())
                .containsExactly(Map.entry("gw-1", List.of("ann", "bob")), Map.entry("gw-2", List.of("ann")));
    }

    @Test
    void shouldLeaveOutAGatewayWhereNobodyElseHasItOpen() {
        assertThat(subscriptions.othersThan("ann")).containsExactly(Map.entry("gw-1", List.of("bob")));
        assertThat(subscriptions.othersThan("eve")).isEqualTo(subscriptions.users());
    }

    @Test
    void shouldKeepThoseWhoOpenedItBeforeItWasLargeOnTheirOldWay() {
        assertThat(subscriptions.direct(5))
                .containsExactly(Map.entry("gw-1", List.of("ann")), Map.entry("gw-2", List.of("ann")));
        assertThat(subscriptions.earlier(5)).containsExactly("bob");
        assertThat(subscriptions.direct(6)).isEqualTo(subscriptions.direct(5));
        assertThat(subscriptions.earlier(6)).containsExactly("ann", "bob");
    }

    @Test
    void shouldKeepASecondSessionOnTheWayOfTheFirstOnItsGateway() {
        assertThat(subscriptions.onOneWay(new Subscription("bob-laptop", "bob", "gw-1", 1, 9), 5))
                .isEqualTo(new Subscription("bob-laptop", "bob", "gw-1", 1, 3));
        for (Subscription alone : List.of(
                new Subscription("bob-phone", "bob", "gw-1", 1, 9),
                new Subscription("bob-laptop", "bob", "gw-2", 1, 9),
                new Subscription("bob-laptop", "bob", "gw-1", 2, 9),
                new Subscription("ann-desk", "ann", "gw-1", 1, 9))) {
            assertThat(subscriptions.onOneWay(alone, 5)).isSameAs(alone);
        }
        assertThat(subscriptions
                        .onOneWay(new Subscription("bob-laptop", "bob", "gw-1", 1, 9), 0)
                        .since())
                .isEqualTo(9);
    }

    @Test
    void shouldBeWithoutWhatEndedAndKeepTheRest() {
        // When
        Subscriptions left = subscriptions.without(
                subscriptions.where(subscription -> subscription.gatewayId().equals("gw-1")));

        // Then
        assertThat(left.users()).containsExactly(Map.entry("gw-2", List.of("ann")));
        assertThat(left.without(List.of(left.of("ann-laptop")))).isSameAs(Subscriptions.NONE);
        assertThat(subscriptions.size()).isEqualTo(4);
    }

    @Test
    void shouldGoOnWhenTheSameEpochOpensItAgainAndBeginAnewUnderALaterOne() {
        // Given
        Subscription known = subscriptions.of("bob-phone");

        // Then
        assertThat(new Subscription("bob-phone", "bob", "gw-1", 1, 9).begunOver(known))
                .isSameAs(known);
        assertThat(new Subscription("bob-phone", "bob", "gw-1", 2, 9)
                        .begunOver(known)
                        .since())
                .isEqualTo(9);
        assertThat(new Subscription("bob-phone", "bob", "gw-1", 0, 9).begunOver(known))
                .isSameAs(known);
        assertThat(known.begunOver(null)).isSameAs(known);
        assertThat(Subscription.of("bob-phone", known.toState())).isEqualTo(known);
    }
}
