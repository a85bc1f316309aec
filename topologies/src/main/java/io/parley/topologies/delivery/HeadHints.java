package io.parley.topologies.delivery;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.internal.Expansion;
import io.parley.avro.internal.HeadMoved;
import io.parley.avro.internal.LargeHead;
import io.parley.avro.internal.MessageNotice;
import io.parley.avro.internal.NoticeChanged;

import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

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
    private final ConversationStores stores;
    private final ToIntFunction<String> partitionOf;
    private final UntoldMessages untold = new UntoldMessages();
    private final FreshHeads fresh = new FreshHeads();
    private List<String> leftByAnEarlierLife;

    HeadHints(NewsPace pace, ConversationStores stores, ToIntFunction<String> partitionOf) {
        this.pace = pace;
        this.stores = stores;
        this.partitionOf = partitionOf;
    }

    /**
     * Takes an event of what was large before it, and gives what is to be told at once to those who may have been notified
     * of the message that it changes.
     */
    List<Consequence> changed(Event event, Conversation conversation, Roster roster) {
        lookBack();
        Notice about = untold.take(event);
        if (about == null || event.getBody() instanceof Message) {
            return List.of();
        }
        MessageNotice notice = about.toMessage();
        long deletedBy = event.getBody() instanceof Deleted ? event.getSequence() : 0;
        LargeHead head = deletedBy > 0 ? head(conversation) : null;
        List<Consequence> changes = new ArrayList<>();
        roster.recipientsOf(event.getSequence(), partitionOf)
                .forEach((partition, userIds) -> changes.add(new Consequence.ToUsers(
                        event.getConversationId(),
                        new Expansion(
                                partition,
                                new NoticeChanged(event.getConversationId(), notice, userIds, deletedBy, head)))));
        return changes;
    }

    /** What is to be told at once now that the head has moved. */
    List<Consequence> moved(String conversationId, Conversation conversation, Roster roster, long nowMs) {
        lookBack();
        if (pace.isDue(conversationId, nowMs)) {
            return hints(conversationId, conversation, roster);
        }
        fresh.moved(conversationId, nowMs);
        return List.of();
    }

    /** What had to wait until now. */
    List<Consequence> due(long nowMs) {
        lookBack();
        for (String conversationId : leftByAnEarlierLife) {
            stores.conversation(conversationId)
                    .ifPresent(conversation ->
                            untold.restore(conversationId, conversation.news().newest()));
        }
        leftByAnEarlierLife = List.of();
        List<Consequence> hints = new ArrayList<>();
        for (String conversationId : fresh.due(nowMs)) {
            stores.conversation(conversationId)
                    .ifPresent(conversation ->
                            hints.addAll(heads(conversationId, conversation, stores.roster(conversationId))));
        }
        for (String conversationId : pace.due(nowMs)) {
            stores.conversation(conversationId)
                    .ifPresent(conversation ->
                            hints.addAll(hints(conversationId, conversation, stores.roster(conversationId))));
        }
        return hints;
    }

    /** Before this life makes anything wait. */
    private void lookBack() {
        if (leftByAnEarlierLife == null) {
            leftByAnEarlierLife = pace.waiting();
        }
    }

    private List<Consequence> hints(String conversationId, Conversation conversation, Roster roster) {
        LargeHead head = head(conversation);
        List<MessageNotice> news =
                untold.tell(conversationId).stream().map(Notice::toMessage).toList();
        fresh.told(conversationId);
        List<Consequence> hints = new ArrayList<>();
        roster.presentBy(partitionOf)
                .forEach((partition, userIds) -> hints.add(new Consequence.ToUsers(
                        conversationId, new Expansion(partition, new HeadMoved(conversationId, head, userIds, news)))));
        return hints;
    }

    /** For what the partitions know: the members are told by the next hint. */
    private List<Consequence> heads(String conversationId, Conversation conversation, Roster roster) {
        HeadMoved moved = new HeadMoved(conversationId, head(conversation), List.of(), List.of());
        List<Consequence> heads = new ArrayList<>();
        roster.presentBy(partitionOf)
                .keySet()
                .forEach(partition ->
                        heads.add(new Consequence.ToUsers(conversationId, new Expansion(partition, moved))));
        return heads;
    }

    private static LargeHead head(Conversation conversation) {
        LargeNews news = conversation.news();
        return new LargeHead(
                conversation.head(),
                conversation.title(),
                news.newest(),
                news.activeAtMs(),
                news.messages().runs(),
                conversation.head());
    }
}
