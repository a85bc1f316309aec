package io.parley.topologies.user;

import io.parley.avro.ExpandedEvent;
import io.parley.avro.Expansion;
import io.parley.avro.Forwarded;
import io.parley.avro.HeadMoved;
import io.parley.avro.InboxEntry;
import io.parley.avro.LargeHead;
import io.parley.avro.MessagePreview;
import io.parley.avro.NoticeChanged;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Push;
import io.parley.avro.ReadMoved;
import io.parley.topologies.parts.GatewayDelivery;
import io.parley.topologies.parts.NewestOfOthers;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.user.preference.LeaveAgain;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

/**
 * Routes expansions: delivers to the gateways where the partition's users have sessions, notifies users without a
 * session, and keeps their inboxes.
 */
final class ExpansionProcessor extends ContextualProcessor<String, Expansion, String, RouteOutput> {

    private SessionStores sessions;
    private InboxStore inboxes;
    private RecentMessages recent;
    private LargeHeads largeHeads;
    private UserPreferences preferences;
    private Previews previews;

    @Override
    public void init(ProcessorContext<String, RouteOutput> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        inboxes = InboxStore.in(context);
        recent = RecentMessages.in(context);
        largeHeads = LargeHeads.in(context);
        preferences = UserPreferences.in(context);
        previews = Previews.in(context);
    }

    @Override
    public void process(Record<String, Expansion> record) {
        Object body = record.value() == null ? null : record.value().getBody();
        if (body instanceof ExpandedEvent expanded) {
            routeEvent(record, expanded);
        } else if (body instanceof Outcome outcome) {
            routeOutcome(record, outcome);
        } else if (body instanceof ReadMoved moved) {
            moveRead(record, moved);
        } else if (body instanceof HeadMoved moved) {
            moveHead(record, moved);
        } else if (body instanceof NoticeChanged changed) {
            correct(record, changed);
        } else if (body instanceof Forwarded forwarded) {
            forward(record, new GatewayDelivery(forwarded.getGatewayId(), record.key(), forwarded.getDelivery()));
        }
    }

    private void routeOutcome(Record<String, Expansion> record, Outcome outcome) {
        String userId = outcome.getUserId();
        if (LeaveAgain.isOutcome(outcome) && inboxes.findMember(userId, outcome.getConversationId()) == null) {
            return;
        }
        for (String gatewayId : sessions.of(userId).gatewayIds()) {
            forward(record, GatewayDelivery.of(gatewayId, userId, new OutcomeDelivery(outcome)));
        }
    }

    private void routeEvent(Record<String, Expansion> record, ExpandedEvent expanded) {
        String conversationId = expanded.getEvent().getConversationId();
        // In a large group an event reaches only a few members here: head updates and corrections reach all.
        Notice about = expanded.getLarge() ? null : recent.take(expanded.getEvent());
        Previews.Change change = previews.take(expanded);
        EventRoute route = EventRoute.of(
                expanded,
                about,
                change,
                userId -> inboxes.find(userId, conversationId),
                row -> largeHeads.shown(conversationId, row),
                sessions::of,
                preferences);
        route.hidden().forEach(preferences::hideDirect);
        previews.settle(expanded, change, route.withheld());
        route.changed().forEach((userId, row) -> inboxes.put(userId, conversationId, row.before(), row.after()));
        largeHeads.pass(expanded);
        route.deliveries().forEach(delivery -> forward(record, delivery));
        route.pushes().forEach(push -> forward(record, push));
        route.leaving().forEach(command -> context().forward(new RouteOutput.ToConversation(command).after(record)));
    }

    /**
     * Sends a head update to members with a session, and notifies the others of its newest message, if it has one.
     * Reads a row for each member concerned, and writes one for each member notified. An update that names no members
     * changes only the head.
     */
    private void moveHead(Record<String, Expansion> record, HeadMoved moved) {
        String conversationId = moved.getConversationId();
        LargeHead head = largeHeads.raise(
                conversationId, moved.getHead(), !moved.getUserIds().isEmpty());
        if (moved.getUserIds().isEmpty()) {
            return;
        }
        List<Notice> news = moved.getNews().stream()
                .map(message -> recent.take(Notice.of(conversationId, message)))
                .toList();
        previews.take(conversationId, moved.getHead(), news);
        MessagePreview preview = previews.of(conversationId);
        for (String userId : moved.getUserIds()) {
            List<String> gatewayIds = sessions.of(userId).gatewayIds();
            boolean concerned = !gatewayIds.isEmpty() || !news.isEmpty();
            InboxConversation row = concerned ? inboxes.findMember(userId, conversationId) : null;
            if (row != null) {
                InboxConversation shown = row.grown().raised(head);
                deliver(record, userId, gatewayIds, () -> shown.entry(conversationId, preview));
                NewestOfOthers.of(news, userId, Notice::senderId)
                        .filter(notice -> Notifications.isDue(notice, userId, shown, !gatewayIds.isEmpty())
                                && !isKeptBack(record, userId, shown, notice))
                        .ifPresent(notice -> notify(record, userId, row, notice, head));
            }
        }
    }

    /** A muted conversation notifies of nothing new; what it has notified of before may come again. */
    private boolean isKeptBack(
            Record<String, Expansion> record, String userId, InboxConversation shown, Notice notice) {
        return !shown.isNotifiedOf(notice.sequence())
                && preferences.isMuted(userId, record.key(), Instant.ofEpochMilli(record.timestamp()));
    }

    private void notify(
            Record<String, Expansion> record, String userId, InboxConversation row, Notice notice, LargeHead head) {
        InboxConversation notified = row.notifiedOf(notice);
        if (!notified.equals(row)) {
            inboxes.put(userId, notice.conversationId(), row, notified);
        }
        forward(record, Notifications.push(notice, userId, notified.grown().raised(head)));
    }

    /**
     * Corrects the notifications of a large group's message, or withdraws them if its deletion leaves nothing unread.
     * Reads a row for each member; writes one only if an unread message from before the group was large is deleted.
     */
    private void correct(Record<String, Expansion> record, NoticeChanged changed) {
        String conversationId = changed.getConversationId();
        long deletedBy = changed.getDeletedBy();
        Notice about = recent.change(Notice.of(conversationId, changed.getNotice()));
        previews.change(about);
        if (changed.getHead() != null) {
            largeHeads.raise(conversationId, changed.getHead(), false);
        }
        for (String userId : changed.getUserIds()) {
            InboxConversation row = inboxes.find(userId, conversationId);
            if (row != null) {
                InboxConversation after = deletedBy > 0 ? row.without(about.sequence()) : row;
                if (!after.equals(row)) {
                    inboxes.put(userId, conversationId, row, after);
                }
                InboxConversation shown = largeHeads.shown(conversationId, after);
                if (deletedBy > 0 && shown.withdrawsWhenDeleted(deletedBy)) {
                    forward(
                            record,
                            Notifications.withdrawn(
                                    userId, conversationId, shown.notified().getSequence()));
                } else if (Notifications.isShown(about, shown)) {
                    forward(record, Notifications.push(about, userId, shown));
                }
            }
        }
    }

    private void moveRead(Record<String, Expansion> record, ReadMoved moved) {
        String userId = moved.getUserId();
        String conversationId = moved.getConversationId();
        InboxConversation before = inboxes.findMember(userId, conversationId);
        if (before == null) {
            return;
        }
        InboxConversation after = before.readUpTo(moved.getSequence());
        if (!after.equals(before)) {
            inboxes.put(userId, conversationId, before, after);
        }
        InboxConversation shown = largeHeads.shown(conversationId, after);
        deliver(
                record,
                userId,
                sessions.of(userId).gatewayIds(),
                () -> shown.entry(conversationId, previews.of(conversationId, userId, shown)));
        if (before.withdrawsWhenRead(moved.getSequence())
                || (shown.isNotifiedOfNothingUnread() && largeHeads.reachesNotified(conversationId, after))) {
            forward(
                    record,
                    Notifications.withdrawn(
                            userId, conversationId, before.notified().getSequence()));
        }
    }

    private void deliver(
            Record<String, Expansion> record, String userId, List<String> gatewayIds, Supplier<InboxEntry> changed) {
        if (!gatewayIds.isEmpty()) {
            InboxEntry entry = changed.get();
            for (String gatewayId : gatewayIds) {
                forward(record, EventRoute.changedInbox(gatewayId, userId, entry));
            }
        }
    }

    private void forward(Record<String, Expansion> record, GatewayDelivery delivery) {
        context().forward(new RouteOutput.ToGateway(delivery).after(record));
    }

    private void forward(Record<String, Expansion> record, Push push) {
        context().forward(new RouteOutput.ToDevices(push).after(record));
    }
}
