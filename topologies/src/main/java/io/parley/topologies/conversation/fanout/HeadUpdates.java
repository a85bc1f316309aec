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
import io.parley.topologies.parts.Alarm;
import io.parley.topologies.parts.Notice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Sends head updates to the members of a large group: one record for each partition of users, at most one per interval.
 * An update has the state of the time when it is sent, so the newest head is never left out.
 *
 * <p>An update also brings the newest message since the previous update to members without a session, each message
 * once: a member who had a session then isn't notified of it by a later update. A change by an edit or a deletion is
 * sent to all members at once: this task doesn't know who was notified of that message.
 *
 * <p>Between two updates {@link PendingHeads} sends the head to the partitions only, without naming members: it answers
 * sessions that connect.
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
     * Takes an event of a group that was large before it, and returns the corrections to send at once to members who
     * may have been notified of the changed message.
     *
     * @param audience the members at the time of the event, with those who leave by it
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

    /** Returns the updates to send at once after the head has moved. */
    List<Expansion> moved(String conversationId, long nowMs) {
        lookBack();
        if (throttle.isDue(conversationId, nowMs)) {
            return updates(conversationId);
        }
        pendingHeads.moved(conversationId, nowMs);
        return List.of();
    }

    /** The time of the next call of {@link #due}; {@link Alarm#NEVER} if nothing waits. */
    public long dueMs() {
        return Math.min(throttle.dueMs(), pendingHeads.dueMs());
    }

    /** Passes on the updates that were delayed until now, with their conversation. */
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

    /** Loads what an earlier life of the task left waiting, before anything else waits. */
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

    /** Makes updates for the partitions alone: the members get theirs with the next update. */
    private List<Expansion> heads(String conversationId) {
        HeadMoved moved = new HeadMoved(conversationId, head(conversationId), List.of(), List.of());
        return state.roster(conversationId).by(addressing.partitionOf()).keySet().stream()
                .map(partition -> new Expansion(partition, moved))
                .toList();
    }

    /** The conversation exists, since only existing ones wait here. */
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
