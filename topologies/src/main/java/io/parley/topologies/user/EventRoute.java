package io.parley.topologies.user;

import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.ExpandedEvent;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Joining;
import io.parley.avro.Push;
import io.parley.topologies.parts.GatewayDelivery;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.user.preference.Block;
import io.parley.topologies.user.preference.Hearing;
import io.parley.topologies.user.preference.LeaveAgain;
import io.parley.topologies.user.preference.Restraint;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Routes an event to gateways, and applies it to the inboxes of its recipients.
 *
 * <p>A user who joins by the event first gets the conversation's inbox entry, with the head just before it. A user who
 * leaves by it still gets it. A session whose connect was answered with newer conversations alone gets the entry before
 * the first event of an older one. If a message of the user's own, or a deletion, lowers the unread count, the entry
 * follows the event. A repeat leaves the inboxes unchanged and is sent like the first, since it isn't known here
 * whether the first was.
 *
 * <p>A user gets as much of it as {@link Hearing} says: who has blocked its sender, perhaps its place alone, or nothing.
 * One without a row, or who has left before it, gets nothing either.
 *
 * @param changed the changes of inbox rows by user
 * @param deliveries in the order in which they are sent
 * @param pushes notifications, by the rules of {@link EventNotices}
 * @param hidden by user, the one they have blocked who began their direct conversation by this event
 * @param leaving the commands of users who leave the group again that a blocked user put them into
 * @param withheld those who get no more than its place
 */
record EventRoute(
        Map<String, RowChange> changed,
        List<GatewayDelivery> deliveries,
        List<Push> pushes,
        Map<String, String> hidden,
        List<Command> leaving,
        Set<String> withheld) {

    /**
     * A change of a user's row.
     *
     * @param before the stored row; null if there is none
     */
    record RowChange(InboxConversation before, InboxConversation after) {}

    /**
     * @param about the event's message as it is after the event; null if it has none
     * @param previews of the conversation
     * @param inboxOf returns a user's row for the event's conversation; null if there is none
     * @param shown makes the shown form of a row
     * @param sessionsOf returns a user's sessions
     * @param restraint whom users have blocked, and what they have muted
     */
    static EventRoute of(
            ExpandedEvent expanded,
            Notice about,
            Previews.Change previews,
            Function<String, InboxConversation> inboxOf,
            UnaryOperator<InboxConversation> shown,
            Function<String, UserSessions> sessionsOf,
            Restraint restraint) {
        Draft draft = new Draft(expanded, about, previews, shown, restraint);
        for (String userId : expanded.getRecipients()) {
            draft.add(userId, inboxOf.apply(userId), sessionsOf.apply(userId));
        }
        return draft.finished();
    }

    /** Makes the delivery of a changed inbox entry, for all sessions of the user on a gateway. */
    static GatewayDelivery changedInbox(String gatewayId, String userId, InboxEntry entry) {
        return changedInbox(gatewayId, userId, entry, false);
    }

    private static GatewayDelivery changedInbox(String gatewayId, String userId, InboxEntry entry, boolean ifUntold) {
        return GatewayDelivery.of(
                gatewayId, userId, new InboxDelivery(userId, null, 0L, false, true, List.of(entry), null, ifUntold));
    }

    private static final class Draft {

        private final Event event;
        private final Joining joining;
        private final boolean large;
        private final EventNotices notices;
        private final Previews.Change previews;
        private final UnaryOperator<InboxConversation> shown;
        private final Restraint restraint;
        private final Set<String> newcomers;
        private final Map<String, RowChange> changed = new LinkedHashMap<>();
        private final List<GatewayDelivery> deliveries = new ArrayList<>();
        private final Corrections corrections;
        private final Map<String, List<String>> usersByGateway = new LinkedHashMap<>();
        private final Map<String, String> hidden = new LinkedHashMap<>();
        private final List<Command> leaving = new ArrayList<>();

        /** Collects those who get its place alone; null while there are none. */
        private Withheld withheld;

        Draft(
                ExpandedEvent expanded,
                Notice about,
                Previews.Change previews,
                UnaryOperator<InboxConversation> shown,
                Restraint restraint) {
            this.event = expanded.getEvent();
            this.joining = expanded.getJoining();
            this.large = expanded.getLarge();
            this.notices = new EventNotices(event, about);
            this.corrections = new Corrections(event, shown);
            this.previews = previews;
            this.shown = shown;
            this.restraint = restraint;
            this.newcomers = joining == null ? Set.of() : Set.copyOf(joining.getUserIds());
        }

        void add(String userId, InboxConversation row, UserSessions sessions) {
            switch (hearing(userId, row)) {
                case ALL -> hear(userId, row, sessions);
                case PLACE -> {
                    introduce(userId, row, sessions);
                    withheld().add(userId, row, row, sessions.gatewayIds());
                }
                case NOTHING -> {
                    if (newcomers.contains(userId)) {
                        hidden.put(userId, event.getSenderId());
                    }
                    withheld().add(userId, row, row == null ? joined(userId, null) : row, List.of());
                }
                case LEAVE_AGAIN -> leaving.add(LeaveAgain.of(event, userId));
            }
        }

        private Hearing hearing(String userId, InboxConversation row) {
            String senderId = event.getSenderId();
            if (senderId.equals(userId)) {
                return Hearing.ALL;
            }
            if (!newcomers.contains(userId)) {
                return row == null || row.peer() == null
                        ? Hearing.ALL
                        : Hearing.inDirect(
                                restraint.block(userId, row.peer()), row.peer().equals(senderId));
            }
            boolean isRepeat = row != null && row.hasPassed(event.getSequence());
            Block block = restraint.block(userId, senderId);
            return joining.getKind() == ConversationKind.DIRECT
                    ? Hearing.ofDirectBegun(block, event, isRepeat)
                    : Hearing.ofGroupJoined(block, isRepeat);
        }

        private void hear(String userId, InboxConversation row, UserSessions sessions) {
            List<String> gatewayIds = sessions.gatewayIds();
            InboxConversation before = row;
            if (newcomers.contains(userId)) {
                before = welcomed(userId, row, gatewayIds);
            } else {
                introduce(userId, row, sessions);
            }
            if (before == null || !(before.isMember() || before.hasPassed(event.getSequence()))) {
                return;
            }
            InboxConversation after = notices.after(userId, before, after(before, userId), isQuiet(userId, gatewayIds));
            if (!after.equals(row)) {
                changed.put(userId, new RowChange(row, after));
            }
            corrections.add(userId, before, after, gatewayIds, previews.after(userId));
            for (String gatewayId : gatewayIds) {
                usersByGateway
                        .computeIfAbsent(gatewayId, id -> new ArrayList<>())
                        .add(userId);
            }
        }

        /** Whether the user isn't to be notified: connected, or has muted the conversation. */
        private boolean isQuiet(String userId, List<String> gatewayIds) {
            return !gatewayIds.isEmpty()
                    || (notices.mayNotify() && restraint.isMuted(userId, event.getConversationId(), event.getSentAt()));
        }

        private Withheld withheld() {
            if (withheld == null) {
                withheld = new Withheld(event, previews, new Corrections(event, shown));
            }
            return withheld;
        }

        private InboxConversation after(InboxConversation before, String userId) {
            InboxConversation after = before.after(event, userId);
            return large ? after.grown() : after;
        }

        /** Sends the conversation's entry to sessions that may not know it. A repeat may be ahead of what they know. */
        private void introduce(String userId, InboxConversation row, UserSessions sessions) {
            if (row != null && row.isMember() && sessions.isPaged()) {
                boolean repeat = row.hasPassed(event.getSequence());
                List<String> untold = sessions.untoldGatewayIds(
                        repeat ? null : new Activity(row.activeAtMs(), event.getConversationId()));
                if (!untold.isEmpty()) {
                    InboxEntry entry = shown.apply(row).entry(event.getConversationId(), previews.before(userId));
                    untold.forEach(gatewayId -> deliveries.add(changedInbox(gatewayId, userId, entry, true)));
                }
            }
        }

        /** Sends a newcomer the conversation's entry, and returns the row that the event is then applied to. */
        private InboxConversation welcomed(String userId, InboxConversation row, List<String> gatewayIds) {
            InboxConversation fresh = joined(userId, row);
            boolean repeat = row != null && row.hasPassed(event.getSequence());
            // A user who has left since gets the same entry as then: the repeat of the removal follows.
            InboxConversation known = repeat && row.isMember() ? shown.apply(row) : fresh;
            if (!gatewayIds.isEmpty()) {
                InboxEntry entry = known.entry(event.getConversationId(), previews.before(userId));
                gatewayIds.forEach(gatewayId -> deliveries.add(changedInbox(gatewayId, userId, entry)));
            }
            return repeat ? row : fresh;
        }

        private InboxConversation joined(String userId, InboxConversation earlier) {
            return InboxConversation.joined(joining, event, userId, earlier);
        }

        EventRoute finished() {
            usersByGateway.forEach((gatewayId, userIds) -> deliveries.add(GatewayDelivery.of(
                    gatewayId, event.getConversationId(), new EventDelivery(event, userIds, false))));
            deliveries.addAll(corrections.deliveries());
            List<Push> pushes = notices.pushes();
            if (withheld != null) {
                changed.putAll(withheld.changed());
                deliveries.addAll(withheld.deliveries());
                pushes.addAll(withheld.pushes());
            }
            return new EventRoute(
                    changed,
                    deliveries,
                    pushes,
                    hidden,
                    leaving,
                    withheld == null ? Set.of() : withheld.changed().keySet());
        }
    }
}
