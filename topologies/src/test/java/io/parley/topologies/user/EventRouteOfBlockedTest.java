package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.Joining;
import io.parley.avro.WithheldDelivery;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayDelivery;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.path.Events;
import io.parley.topologies.user.preference.Block;
import io.parley.topologies.user.preference.LeaveAgain;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Ann has blocked Bob; each has one gateway. */
class EventRouteOfBlockedTest {

    private static final Block BLOCK = new Block(Events.EPOCH, false);

    private final Events events = new Events("c");
    private final Map<String, InboxConversation> inboxes = new HashMap<>();
    private final Restrained restraint = new Restrained();

    EventRouteOfBlockedTest() {
        restraint.block("ann", "bob", BLOCK);
    }

    @Test
    void shouldDeliverThePlaceAloneWhenTheBlockedOneWrites() {
        // Given
        haveDirect();
        Event message = events.message(2, "bob");

        // When
        EventRoute route = route(message, null);

        // Then
        assertThat(route.deliveries())
                .containsExactlyInAnyOrder(
                        GatewayDelivery.of("gw-bob", "c", new EventDelivery(message, List.of("bob"), false)),
                        GatewayDelivery.of(
                                "gw-ann", "c", new WithheldDelivery("c", 2L, message.getSentAt(), List.of("ann"))));
        assertThat(route.changed().get("ann").after()).satisfies(row -> {
            assertThat(row.head()).isEqualTo(2);
            assertThat(row.unread().isEmpty()).isTrue();
            assertThat(row.hasUnreadSince(Events.EPOCH)).isFalse();
        });
        assertThat(route.pushes()).isEmpty();
    }

    @Test
    void shouldComeToTheSameWhenItIsRepeated() {
        // Given
        haveDirect();
        EventRoute first = route(events.message(2, "bob"), null);
        first.changed().forEach((user, change) -> inboxes.put(user, change.after()));

        // When
        EventRoute again = route(events.message(2, "bob"), null);

        // Then
        assertThat(again.deliveries())
                .filteredOn(delivery -> delivery.gatewayId().equals("gw-ann"))
                .isEqualTo(first.deliveries().stream()
                        .filter(delivery -> delivery.gatewayId().equals("gw-ann"))
                        .toList());
        assertThat(again.changed().get("ann").after()).isEqualTo(inboxes.get("ann"));
    }

    @Test
    void shouldDeliverToTheBlockedOneAsEverWhenTheOtherOneWrites() {
        // Given
        haveDirect();
        Event message = events.message(2, "ann");

        // Then
        assertThat(route(message, null).deliveries())
                .containsExactlyInAnyOrder(
                        GatewayDelivery.of("gw-ann", "c", new EventDelivery(message, List.of("ann"), false)),
                        GatewayDelivery.of("gw-bob", "c", new EventDelivery(message, List.of("bob"), false)));
    }

    @Test
    void shouldHideADirectConversationThatTheBlockedOneBegins() {
        // Given
        Event created = events.direct("bob", "ann");

        // When
        EventRoute route = route(created, direct());

        // Then
        assertThat(route.hidden()).isEqualTo(Map.of("ann", "bob"));
        assertThat(route.deliveries())
                .isNotEmpty()
                .allMatch(delivery -> delivery.gatewayId().equals("gw-bob"));
        assertThat(route.changed().get("ann").after().head()).isEqualTo(1);
    }

    @Test
    void shouldHideItStillWhenTheBlockHasForgottenThatItDoes() {
        // Given
        Event created = events.direct("bob", "ann");
        route(created, direct()).changed().forEach((user, change) -> inboxes.put(user, change.after()));

        // When
        EventRoute repeated = route(created, direct());

        // Then
        assertThat(repeated.hidden()).isEqualTo(Map.of("ann", "bob"));
        assertThat(repeated.deliveries())
                .allMatch(delivery -> delivery.gatewayId().equals("gw-bob"));
    }

    @Test
    void shouldDeliverNothingOfAHiddenConversation() {
        // Given
        haveDirect();
        restraint.block("ann", "bob", new Block(Events.EPOCH, true));

        // When
        EventRoute route = route(events.message(2, "bob"), null);

        // Then
        assertThat(route.deliveries()).extracting(GatewayDelivery::gatewayId).containsExactly("gw-bob");
        assertThat(route.changed().get("ann").after().head()).isEqualTo(2);
    }

    @Test
    void shouldLeaveAtOnceWhenTheBlockedOneAddsTheUserToAGroup() {
        // Given
        inboxes.put("bob", row("bob", group("bob"), 1));
        Event added = events.added(5, "bob", "ann");

        // When
        EventRoute first = route(added, group("ann"));
        EventRoute repeated = route(added, group("ann"));

        // Then
        assertThat(first.leaving()).containsExactly(LeaveAgain.of(added, "ann"));
        assertThat(repeated.leaving()).isEqualTo(first.leaving());
        assertThat(first.deliveries()).extracting(GatewayDelivery::gatewayId).containsExactly("gw-bob");
        assertThat(first.changed()).doesNotContainKey("ann");
    }

    @Test
    void shouldDeliverNothingMoreOfThatGroup() {
        // Given
        inboxes.put("bob", row("bob", group("bob"), 1));

        // Then
        assertThat(route(events.message(6, "bob"), null).deliveries())
                .extracting(GatewayDelivery::gatewayId)
                .containsExactly("gw-bob");
        assertThat(route(events.removed(7, "ann", "ann"), null).deliveries())
                .extracting(GatewayDelivery::gatewayId)
                .containsExactly("gw-bob");
    }

    @Test
    void shouldStayInAGroupThatTheUserWasAddedToBeforeTheBlock() {
        // Given
        Event added = events.added(5, "bob", "ann");
        inboxes.put("ann", row("ann", group("ann"), 5).after(added, "ann"));

        // Then
        assertThat(route(added, group("ann")).leaving()).isEmpty();
    }

    @Test
    void shouldPushNothingWhenTheConversationIsMuted() {
        // Given
        inboxes.put("cid", row("cid", group("cid"), 1));
        Event message = events.message(2, "bob");
        ExpandedEvent expanded = new ExpandedEvent(message, List.of("cid"), null, false);
        assertThat(routeTo(expanded).pushes()).hasSize(1);

        // When
        restraint.mute("cid");

        // Then
        assertThat(routeTo(expanded).pushes()).isEmpty();
        assertThat(routeTo(expanded).changed().get("cid").after().unread().count())
                .isEqualTo(1);
    }

    private void haveDirect() {
        Event created = events.direct("ann", "bob");
        for (String user : List.of("ann", "bob")) {
            inboxes.put(
                    user,
                    InboxConversation.joined(direct(), created, user, null).after(created, user));
        }
    }

    private static InboxConversation row(String user, Joining joining, long sequence) {
        return InboxConversation.joined(joining, new Events("c").added(sequence, "eve", user), user, null);
    }

    private EventRoute route(Event event, Joining joining) {
        return routeTo(new ExpandedEvent(event, List.of("ann", "bob"), joining, false));
    }

    private EventRoute routeTo(ExpandedEvent expanded) {
        return EventRoute.of(
                expanded,
                Notice.after(expanded.getEvent(), sequence -> null),
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                user -> user.equals("cid")
                        ? UserSessions.NONE
                        : UserSessions.NONE.connect(new LiveSession(user + "-phone", "gw-" + user, 1L, null)),
                restraint);
    }

    private static Joining direct() {
        return new Joining(List.of("ann", "bob"), ConversationKind.DIRECT, null, false);
    }

    private static Joining group(String... userIds) {
        return new Joining(List.of(userIds), ConversationKind.GROUP, "Team", false);
    }
}
