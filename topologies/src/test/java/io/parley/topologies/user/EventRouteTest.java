package io.parley.topologies.user;

import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Joining;
import io.parley.avro.internal.LiveSession;
import io.parley.topologies.parts.GatewayDelivery;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class EventRouteTest {

    private final Events events = new Events("c");
    private final Map<String, UserSessions> sessions = new HashMap<>();
    private final Map<String, InboxConversation> inboxes = new HashMap<>();
    private final Restrained restraint = new Restrained();

    @Test
    void shouldMakeOneRecordForEachGateway() {
        // Given
        connect("ann", "gw-1", "gw-2");
        connect("bob", "gw-1");
        connect("cid", "gw-2");
        List.of("ann", "bob", "cid", "dee").forEach(user -> inboxes.put(user, InboxRows.joined(joining(user), 1)));
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
        inboxes.put("ann", InboxRows.joined(joining("ann"), 1));
        Event added = events.added(5, "ann", "bob", "cid");

        // When
        EventRoute route = EventRoute.of(
                new ExpandedEvent(added, List.of("ann", "bob", "cid"), joining("bob", "cid"), false),
                null,
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                this::sessionsOf,
                restraint);

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
        assertThat(route.changed()).containsOnlyKeys("ann", "bob", "cid");
        assertThat(route.changed().get("cid").after().head()).isEqualTo(5);
    }

    @Test
    void shouldGoOutAgainAndChangeNothingWhenAnEventIsRepeated() {
        // Given
        connect("ann", "gw-1");
        Event message = events.message(2, "bob");
        inboxes.put("ann", InboxRows.joined(joining("ann"), 1));
        EventRoute first = route(message, "ann");
        first.changed().forEach((user, change) -> inboxes.put(user, change.after()));

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
        inboxes.put("ann", InboxRows.joined(joining("ann"), 1));

        // When
        EventRoute route = route(events.removed(2, "bob", "ann"), "ann");

        // Then
        assertThat(route.deliveries()).hasSize(1);
        assertThat(route.changed().get("ann").after().isMember()).isFalse();
    }

    @Test
    void shouldNotBringTheConversationBackWhenJoiningIsRepeatedAfterLeaving() {
        // Given
        connect("ann", "gw-1");
        inboxes.put(
                "ann",
                InboxRows.joined(joining("ann"), 5)
                        .after(events.added(5, "bob", "ann"), "ann")
                        .after(events.removed(7, "bob", "ann"), "ann"));

        // When
        EventRoute repeated = EventRoute.of(
                new ExpandedEvent(events.added(5, "bob", "ann"), List.of("ann"), joining("ann"), false),
                null,
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                this::sessionsOf,
                restraint);

        // Then
        assertThat(repeated.changed()).isEmpty();
        assertThat(repeated.deliveries()).hasSize(2);
    }

    @Test
    void shouldBringTheConversationBackWhenTheUserJoinsAgain() {
        // Given
        inboxes.put(
                "ann",
                InboxRows.joined(joining("ann"), 5)
                        .after(events.added(5, "bob", "ann"), "ann")
                        .after(events.removed(7, "bob", "ann"), "ann"));

        // When
        EventRoute again = EventRoute.of(
                new ExpandedEvent(events.added(9, "bob", "ann"), List.of("ann"), joining("ann"), false),
                null,
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                this::sessionsOf,
                restraint);

        // Then
        assertThat(again.changed().get("ann").after()).satisfies(conversation -> {
            assertThat(conversation.isMember()).isTrue();
            assertThat(conversation.head()).isEqualTo(9);
            assertThat(conversation.read()).isEqualTo(8);
        });
    }

    @Test
    void shouldTurnTheRowsLargeByTheEventThatMakesTheGroupLarge() {
        // Given
        inboxes.put("ann", InboxRows.joined(joining("ann"), 1).after(events.message(2, "bob"), "ann"));

        // When
        EventRoute route = EventRoute.of(
                new ExpandedEvent(events.added(3, "bob", "cid"), List.of("ann"), null, true),
                null,
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                this::sessionsOf,
                restraint);

        // Then
        assertThat(route.changed().get("ann").after()).satisfies(row -> {
            assertThat(row.large()).isTrue();
            assertThat(row.head()).isEqualTo(3);
            assertThat(row.entry("c", null).getUnread()).isEqualTo(1);
        });
    }

    @Test
    void shouldDeliverTheEntryAfterTheEventWhenADeletionLowersTheUnreadCount() {
        // Given
        connect("ann", "gw-1");
        inboxes.put(
                "ann",
                InboxRows.joined(joining("ann"), 1)
                        .after(events.message(2, "bob"), "ann")
                        .after(events.message(3, "bob"), "ann"));

        // When
        EventRoute first = route(events.deleted(4, "bob", 2), "ann");
        first.changed().forEach((user, change) -> inboxes.put(user, change.after()));
        EventRoute repeated = route(events.deleted(4, "bob", 2), "ann");

        // Then
        assertThat(delivered(first)).containsExactly("4", "head 4 read 0 unread 1");
        assertThat(delivered(repeated)).isEqualTo(delivered(first));
    }

    @Test
    void shouldDeliverNoEntryWhenAReadMessageIsDeleted() {
        // Given
        connect("ann", "gw-1");
        inboxes.put(
                "ann",
                InboxRows.joined(joining("ann"), 1)
                        .after(events.message(2, "bob"), "ann")
                        .readUpTo(2));

        // Then
        assertThat(delivered(route(events.deleted(3, "bob", 2), "ann"))).containsExactly("3");
    }

    @Test
    void shouldMoveTheSendersMarkAndUpdateTheirSessionsOnlyWhenSomethingWasUnread() {
        // Given
        connect("ann", "gw-1", "gw-2");
        inboxes.put("ann", InboxRows.joined(joining("ann"), 1).after(events.message(2, "bob"), "ann"));

        // When
        EventRoute first = route(events.message(3, "ann"), "ann");
        first.changed().forEach((user, change) -> inboxes.put(user, change.after()));
        EventRoute second = route(events.message(4, "ann"), "ann");

        // Then
        assertThat(delivered(first)).containsExactly("3", "3", "head 3 read 3 unread 0", "head 3 read 3 unread 0");
        assertThat(delivered(second)).containsExactly("4", "4");
        assertThat(second.changed().get("ann").after().read()).isEqualTo(4);
    }

    @Test
    void shouldNameTheOtherOneOfADirectConversationAndWhenItWasActive() {
        // Given
        connect("ann", "gw-1");
        Event created = events.direct("ann", "bob");

        // When
        EventRoute route = EventRoute.of(
                new ExpandedEvent(
                        created,
                        List.of("ann", "bob"),
                        new Joining(List.of("ann", "bob"), ConversationKind.DIRECT, null, false),
                        false),
                null,
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                this::sessionsOf,
                restraint);

        // Then
        assertThat(route.changed().get("bob").after().entry("c", null).getPeer())
                .isEqualTo("ann");
        assertThat(entries(route)).singleElement().satisfies(entry -> {
            assertThat(entry.getPeer()).isEqualTo("bob");
            assertThat(entry.getActiveAt()).isEqualTo(Events.EPOCH.plusSeconds(1));
        });
    }

    private static List<InboxEntry> entries(EventRoute route) {
        return route.deliveries().stream()
                .map(delivery -> delivery.delivery().getBody())
                .filter(InboxDelivery.class::isInstance)
                .map(inbox -> ((InboxDelivery) inbox).getConversations().get(0))
                .toList();
    }

    private static List<String> delivered(EventRoute route) {
        return route.deliveries().stream()
                .map(delivery -> delivery.delivery().getBody())
                .map(body -> body instanceof EventDelivery event
                        ? String.valueOf(event.getEvent().getSequence())
                        : word(((InboxDelivery) body).getConversations().get(0)))
                .toList();
    }

    private static String word(InboxEntry entry) {
        return "head " + entry.getHead() + " read " + entry.getRead() + " unread " + entry.getUnread();
    }

    private EventRoute route(Event event, String... recipients) {
        return EventRoute.of(
                new ExpandedEvent(event, List.of(recipients), null, false),
                Notice.after(event, sequence -> null),
                Previews.Change.NONE,
                inboxes::get,
                row -> row,
                this::sessionsOf,
                restraint);
    }

    private UserSessions sessionsOf(String userId) {
        return sessions.getOrDefault(userId, UserSessions.NONE);
    }

    private void connect(String userId, String... gatewayIds) {
        UserSessions connected = UserSessions.NONE;
        for (String gatewayId : gatewayIds) {
            connected = connected.connect(new LiveSession(userId + "@" + gatewayId, gatewayId, 1L, null));
        }
        sessions.put(userId, connected);
    }

    private static Joining joining(String... userIds) {
        return new Joining(List.of(userIds), ConversationKind.GROUP, "Team", false);
    }
}
