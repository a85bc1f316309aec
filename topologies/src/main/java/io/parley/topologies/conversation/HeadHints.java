package io.parley.topologies.conversation;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.HeadMoved;
import io.parley.avro.LargeHead;
import io.parley.avro.Message;
import io.parley.avro.MessageNotice;
import io.parley.avro.NoticeChanged;
import io.parley.schemas.ConversationId;
import io.parley.topologies.parts.Notice;

import java.util.ArrayList;
import java.util.List;
import java.util.function.BiConsumer;

/**
 * Tells the members of a large group that it has a newer head: one record for each partition of users, at most once per
 * interval. It says what holds when it is told, so the newest head is never the one that is left out.
 *
 * <p>A hint also brings the newest message since the one before it, for those without a session. It brings each once: who
 * was told of it while they were connected isn't notified of it by a later one. What an edit or a deletion changes is told
 * at once, and to all members, since nobody knows here who was notified of that message.
 *
 * <p>Between two hints the partitions themselves are told the head, without their members, by {@link FreshHeads}: so a
 * session that connects is answered with it.
 */
final class HeadHints {

    private final NewsPace pace;
    private final ConversationState state;
    private final LargeNewsStore news;
    private final Addressing addressing;
    private final UntoldMessages untold = new UntoldMessages();
    private final FreshHeads fresh = new FreshHeads();
    private List<String> leftByAnEarlierLife;

    HeadHints(NewsPace pace, ConversationState state, LargeNewsStore news, Addressing addressing) {
        this.pace = pace;
        this.state = state;
        this.news = news;
        this.addressing = addressing;
    }

    /**
     * Takes an event of what was large before it, and gives what is to be told at once to those who may have been notified
     * of the message that it changes.
     *
     * @param audience the members by the time of the event, those who leave by it included
     */
    List<Expansion> changed(Event event, Roster audience) {
        lookBack();
        Notice about = untold.take(event);
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

    /** What is to be told at once now that the head has moved. */
    List<Expansion> moved(String conversationId, long nowMs) {
        lookBack();
        if (pace.isDue(conversationId, nowMs)) {
            return hints(conversationId);
        }
        fresh.moved(conversationId, nowMs);
        return List.of();
    }

    /** When {@link #due} is to be asked next; {@link Alarm#NEVER} if nothing waits. */
    long dueMs() {
        return Math.min(pace.dueMs(), fresh.dueMs());
    }

    /** Gives what had to wait until now, with the conversation that it is of. */
    void due(long nowMs, BiConsumer<String, Expansion> forward) {
        lookBack();
        for (String conversationId : leftByAnEarlierLife) {
            untold.restore(conversationId, news.of(conversationId).newest());
        }
        leftByAnEarlierLife = List.of();
        for (String conversationId : fresh.due(nowMs)) {
            heads(conversationId).forEach(head -> forward.accept(conversationId, head));
        }
        for (String conversationId : pace.due(nowMs)) {
            hints(conversationId).forEach(hint -> forward.accept(conversationId, hint));
        }
    }

    /** Before this life makes anything wait. */
    private void lookBack() {
        if (leftByAnEarlierLife == null) {
            leftByAnEarlierLife = pace.waiting();
        }
    }

    private List<Expansion> hints(String conversationId) {
        LargeHead head = head(conversationId);
        List<MessageNotice> messages =
                untold.tell(conversationId).stream().map(Notice::toMessage).toList();
        fresh.told(conversationId);
        List<Expansion> hints = new ArrayList<>();
        state.roster(conversationId)
                .by(addressing.partitionOf())
                .forEach((partition, userIds) ->
                        hints.add(new Expansion(partition, new HeadMoved(conversationId, head, userIds, messages))));
        return hints;
    }

    /** For what the partitions know: the members are told by the next hint. */
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
        LargeNews now = news.of(conversationId);
        return new LargeHead(
                sequence,
                view.title().orElse(null),
                now.newest(),
                now.activeAtMs(),
                now.messages().runs(),
                sequence);
    }
}
