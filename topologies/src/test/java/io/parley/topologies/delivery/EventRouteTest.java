package io.parley.topologies.delivery;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.internal.ExpandedEvent;
import io.parley.avro.internal.Joining;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayDelivery;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class EventRouteTest {

    private final Events events = new Events("c");
    private final Map<String, UserSessions> sessions = new HashMap<>();
    private final Map<String, InboxConversation> inboxes = new HashMap<>();

    @Test
    void shouldMakeOneRecordForEachGateway() {
        // Given
        connect("ann", "gw-1", "gw-2");
        connect("bob", "gw-1");
        connect("cid", "gw-2");
        Event message = events.message(5, "ann");

        // When
        List<GatewayDelivery> deliveries =
                route(message, "ann", "bob", "cid", "dee").deliveries();

        // Then
        assertThat(deliveries)
                .containsExactly(
                        GatewayDelivery.of("gw-1", "c", new EventDelivery(message, List.of("ann", "bob"), false)),
                        GatewayDelivery.of("gw-2", "c", new EventDelivery(message, List.of("ann", "cid"), false)));
    }

    @Test
    void shouldShowTheConversationFirstWhenSomebodyJoins() {
        // Given
        connect("ann", "gw-1");
        connect("bob", "gw-1", "gw-2");
        Event added = events.added(5, "ann", "bob", "cid");

        // When
        EventRoute route = EventRoute.of(
                new ExpandedEvent(added, List.of("ann", "bob", "cid"), joining("bob", "cid"), false),
                null,
                inboxes::get,
                this::sessionsOf);

        // Then
        assertThat(route.deliveries())
                .extracting(GatewayDelivery::gatewayId)
                .containsExactly("gw-1", "gw-2", "gw-1", "gw-2");
        assertThat(route.deliveries())
                .extracting(delivery -> delivery.delivery().getBody().getClass().getSimpleName())
                .containsExactly("InboxDelivery", "InboxDelivery", "EventDelivery", "EventDelivery");
        InboxDelivery shown =
                (InboxDelivery) route.deliveries().get(0).delivery().getBody();
        assertThat(shown.getUserId()).isEqualTo("bob");
        assertThat(shown.getSessionId()).isNull();
        assertThat(shown.getWhole()).isFalse();
        assertThat(shown.getConversations()).singleElement().satisfies(entry -> {
            assertThat(entry.getHead()).isEqualTo(4);
            assertThat(entry.getTitle()).isEqualTo("Team");
        });
        assertThat(route.changed()).containsOnlyKeys("bob", "cid");
        assertThat(route.changed().get("cid").head()).isEqualTo(5);
    }

    @Test
    void shouldGoOutAgainAndChangeNothingWhenAnEventIsRepeated() {
        // Given
        connect("ann", "gw-1");
        Event message = events.message(2, "bob");
        inboxes.put("ann", InboxConversation.joined(joining("ann"), 1));
        EventRoute first = route(message, "ann");
        inboxes.putAll(first.changed());

        // When
        EventRoute second = route(message, "ann");

        // Then
        assertThat(second.deliveries()).isEqualTo(first.deliveries());
        assertThat(second.changed()).isEmpty();
    }

    @Test
    void shouldGiveTheRemovalAndKeepThatTheUserLeft() {
        // Given
        connect("ann", "gw-1");
        inboxes.put("ann", InboxConversation.joined(joining("ann"), 1));

        // When
        EventRoute route = route(events.removed(2, "bob", "ann"), "ann");

        // Then
        assertThat(route.deliveries()).hasSize(1);
        assertThat(route.changed().get("ann").isMember()).isFalse();
    }

    @Test
    void shouldNotBringTheConversationBackWhenJoiningIsRepeatedAfterLeaving() {
        // Given
        connect("ann", "gw-1");
        inboxes.put(
                "ann",
                InboxConversation.joined(joining("ann"), 5)
                        .after(events.added(5, "bob", "ann"), "ann")
                        .after(events.removed(7, "bob", "ann"), "ann"));

        // When
        EventRoute repeated = EventRoute.of(
                new ExpandedEvent(events.added(5, "bob", "ann"), List.of("ann"), joining("ann"), false),
                null,
                inboxes::get,
                this::sessionsOf);

        // Then
        assertThat(repeated.changed()).isEmpty();
        assertThat(repeated.deliveries()).hasSize(2);
    }

    @Test
    void shouldBringTheConversationBackWhenTheUserJoinsAgain() {
        // Given
        inboxes.put(
                "ann",
                InboxConversation.joined(joining("ann"), 5)
                        .after(events.added(5, "bob", "ann"), "ann")
                        .after(events.removed(7, "bob", "ann"), "ann"));

        // When
        EventRoute again = EventRoute.of(
                new ExpandedEvent(events.added(9, "bob", "ann"), List.of("ann"), joining("ann"), false),
                null,
                inboxes::get,
                this::sessionsOf);

        // Then
        assertThat(again.changed().get("ann")).satisfies(conversation -> {
            assertThat(conversation.isMember()).isTrue();
            assertThat(conversation.head()).isEqualTo(9);
            assertThat(conversation.read()).isEqualTo(8);
        });
    }

    @Test
    void shouldTurnTheRowsLargeByTheEventThatMakesTheGroupLarge() {
        // Given
        inboxes.put("ann", InboxConversation.joined(joining("ann"), 1).after(events.message(2, "bob"), "ann"));

        // When
        EventRoute route = EventRoute.of(
                new ExpandedEvent(events.added(3, "bob", "cid"), List.of("ann"), null, true),
                null,
                inboxes::get,
                this::sessionsOf);

        // Then
        assertThat(route.changed().get("ann")).satisfies(row -> {
            assertThat(row.large()).isTrue();
            assertThat(row.head()).isEqualTo(3);
            assertThat(row.entry("c").getUnread()).isEqualTo(3);
        });
    }

    private EventRoute route(Event event, String... recipients) {
        return EventRoute.of(
                new ExpandedEvent(event, List.of(recipients), null, false),
                Notice.after(event, sequence -> null),
                inboxes::get,
                this::sessionsOf);
    }

    private UserSessions sessionsOf(String userId) {
        return sessions.getOrDefault(userId, UserSessions.NONE);
    }

    private void connect(String userId, String... gatewayIds) {
        UserSessions connected = UserSessions.NONE;
        for (String gatewayId : gatewayIds) {
            connected = connected.connect(new LiveSession(userId + "@" + gatewayId, gatewayId, 1L));
        }
        sessions.put(userId, connected);
    }

    private static Joining joining(String... userIds) {
        return new Joining(List.of(userIds), ConversationKind.GROUP, "Team", false);
    }
}
