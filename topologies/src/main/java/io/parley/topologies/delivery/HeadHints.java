package io.parley.topologies.delivery;

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
 */
final class HeadHints {

    private final NewsPace pace;
    private final ConversationStores stores;
    private final ToIntFunction<String> partitionOf;
    private final UntoldMessages untold = new UntoldMessages();
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
    List<Consequence> changed(Event event, Roster roster) {
        lookBack();
        Notice about = untold.take(event);
        if (about == null || event.getBody() instanceof Message) {
            return List.of();
        }
        MessageNotice notice = about.toMessage();
        List<Consequence> changes = new ArrayList<>();
        roster.recipientsOf(event.getSequence(), partitionOf)
                .forEach((partition, userIds) -> changes.add(new Consequence.ToUsers(
                        event.getConversationId(),
                        new Expansion(partition, new NoticeChanged(event.getConversationId(), notice, userIds)))));
        return changes;
    }

    /** What is to be told at once now that the head has moved. */
    List<Consequence> moved(String conversationId, Conversation conversation, Roster roster, long nowMs) {
        lookBack();
        return pace.isDue(conversationId, nowMs) ? hints(conversationId, conversation, roster) : List.of();
    }

    /** What had to wait until now. */
    List<Consequence> due(long nowMs) {
        lookBack();
        for (String conversationId : leftByAnEarlierLife) {
            stores.conversation(conversationId)
                    .ifPresent(conversation -> untold.restore(conversationId, conversation.newest()));
        }
        leftByAnEarlierLife = List.of();
        List<Consequence> hints = new ArrayList<>();
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
        LargeHead head = new LargeHead(conversation.head(), conversation.title(), conversation.newest());
        List<MessageNotice> news =
                untold.tell(conversationId).stream().map(Notice::toMessage).toList();
        List<Consequence> hints = new ArrayList<>();
        roster.presentBy(partitionOf)
                .forEach((partition, userIds) -> hints.add(new Consequence.ToUsers(
                        conversationId, new Expansion(partition, new HeadMoved(conversationId, head, userIds, news)))));
        return hints;
    }
}
