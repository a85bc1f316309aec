package io.parley.topologies.conversation.fanout;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.HeadMoved;
import io.parley.avro.LargeHead;
import io.parley.avro.Message;
import io.parley.avro.MessageNotice;
import io.parley.avro.NoticeChanged;
import io.parley.schemas.ConversationId;
import io.parley.topologies.conversation.decision.ConversationView;
import io.parley.topologies.conversation.state.ConversationState;
import io.parley.topologies.conversation.state.Roster;
import io.parley.topologies.parts.Notice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Sends the members of a large group updates of its head: one record for each partition of users, at most one per interval.
 * An update says what holds when it is sent, so the newest head is never the one that is left out.
 *
 * <p>An update also brings the newest message since the one before it, for those without a session, and each message once:
 * a member who had a session then isn't notified of it by a later one. What an edit or a deletion changes is sent at once,
 * to all members: nobody knows here who was notified of that message.
 *
 * <p>Between two updates {@link PendingHeads} has the partitions get the head alone, without their members: a session that
 * connects is answered with it.
 */
public final class HeadUpdates {

    private final Throttle throttle;
    private final ConversationState state;
    private final LargeGroupStore groups;
    private final Addressing addressing;
    private final PendingHeadMessages pendingMessages = new PendingHeadMessages();
    private final PendingHeads pendingHeads = new PendingHeads();
    private List<String> leftByAnEarlierLife;

    public HeadUpdates(Throttle throttle, ConversationState state, LargeGroupStore groups, Addressing addressing) {
        this.throttle = throttle;
        this.state = state;
        this.groups = groups;
        this.addressing = addressing;
    }

    /**
     * Takes an event of what was large before it, and gives what goes at once to those who may have been notified
     * of the message that it changes.
     *
     * @param audience the members by the time of the event, those who leave by it included
     */
    List<Expansion> changed(Event event, Roster audience) {
        lookBack();
        Notice about = pendingMessages.take(event);
        if (about == null || event.getBody() instanceof Message) {
            return List.of();
        }
        String conversationId = event.getConversationId();
        MessageNotice notice = about.toMessage();
        long deletedBy = event.getBody() instanceof Deleted ? event.getSequence() : 0;
        LargeHead head = deletedBy > 0 ? head(conversationId) : null;
        List<Expansion> changes = new ArrayList<>();
        audience.by(addressing.partitionOf())
                .forEach((partition, userIds) -> changes.add(
                        new Expansion(partition, new NoticeChanged(conversationId, notice, userIds, deletedBy, head))));
        return changes;
    }

    /** Gives what is sent at once now that the head has moved. */
    List<Expansion> moved(String conversationId, long nowMs) {
        lookBack();
        if (throttle.isDue(conversationId, nowMs)) {
            return updates(conversationId);
        }
        pendingHeads.moved(conversationId, nowMs);
        return List.of();
    }

    /** When {@link #due} is to be asked next; {@link Alarm#NEVER} if nothing waits. */
    public long dueMs() {
        return Math.min(throttle.dueMs(), pendingHeads.dueMs());
    }

    /** Gives what had to wait until now, with the conversation that it is of. */
    public void due(long nowMs, BiConsumer<String, Expansion> forward) {
        lookBack();
        for (String conversationId : leftByAnEarlierLife) {
            pendingMessages.restore(conversationId, groups.of(conversationId).newest());
        }
        leftByAnEarlierLife = List.of();
        for (String conversationId : pendingHeads.due(nowMs)) {
            heads(conversationId).forEach(head -> forward.accept(conversationId, head));
        }
        for (String conversationId : throttle.due(nowMs)) {
            updates(conversationId).forEach(update -> forward.accept(conversationId, update));
        }
    }

    /** Before this life makes anything wait. */
    private void lookBack() {
        if (leftByAnEarlierLife == null) {
            leftByAnEarlierLife = throttle.waiting();
        }
    }

    private List<Expansion> updates(String conversationId) {
        LargeHead head = head(conversationId);
        List<MessageNotice> messages = pendingMessages.drain(conversationId).stream()
                .map(Notice::toMessage)
                .toList();
        pendingHeads.sent(conversationId);
        List<Expansion> updates = new ArrayList<>();
        state.roster(conversationId)
                .by(addressing.partitionOf())
                .forEach((partition, userIds) ->
                        updates.add(new Expansion(partition, new HeadMoved(conversationId, head, userIds, messages))));
        return updates;
    }

    /** For the partitions alone: the members get theirs with the next update. */
    private List<Expansion> heads(String conversationId) {
        HeadMoved moved = new HeadMoved(conversationId, head(conversationId), List.of(), List.of());
        return state.roster(conversationId).by(addressing.partitionOf()).keySet().stream()
                .map(partition -> new Expansion(partition, moved))
                .toList();
    }

    /** Of a conversation that is there, as what waits here is. */
    private LargeHead head(String conversationId) {
        ConversationView view = state.view(ConversationId.parse(conversationId));
        long sequence = view.head().orElseThrow().sequence();
        LargeGroupSummary now = groups.of(conversationId);
        return new LargeHead(
                sequence,
                view.title().orElse(null),
                now.newest(),
                now.activeAtMs(),
                now.messages().runs(),
                sequence);
    }
}
