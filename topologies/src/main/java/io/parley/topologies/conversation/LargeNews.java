package io.parley.topologies.conversation;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.NewestMessage;
import io.parley.avro.internal.LargeNewsState;
import io.parley.topologies.parts.NewestOfOthers;
import io.parley.topologies.parts.UnreadMessages;

import java.util.List;

/**
 * What a large group is known by to those to whom its events don't come: kept once for all members, and brought to their
 * partitions by hints.
 *
 * @param newest the newest message and that of another sender, by {@link NewestOfOthers}
 * @param messages those since it is large that are not deleted
 * @param activeAtMs when the newest event was sent, in ms of the log's clock
 */
record LargeNews(List<NewestMessage> newest, UnreadMessages messages, long activeAtMs) {

    static final LargeNews NONE = new LargeNews(List.of(), UnreadMessages.none(0), 0);

    static LargeNews of(LargeNewsState state) {
        return new LargeNews(
                List.copyOf(state.getNewest()), UnreadMessages.of(0, state.getMessageRuns()), state.getActiveAtMs());
    }

    LargeNewsState toState() {
        return new LargeNewsState(newest, activeAtMs, messages.runs());
    }

    LargeNews at(Event event) {
        return new LargeNews(newest, messages, event.getSentAt().toEpochMilli());
    }

    /**
     * With the next event.
     *
     * @param largeBy sequence by which the group became large: messages of before it are not among these
     */
    LargeNews after(Event event, long largeBy) {
        long sentAtMs = event.getSentAt().toEpochMilli();
        if (event.getBody() instanceof Message) {
            NewestMessage message = new NewestMessage(event.getSequence(), event.getSenderId(), sentAtMs);
            return new LargeNews(
                    NewestOfOthers.with(newest, message, NewestMessage::getSenderId),
                    messages.with(event.getSequence()),
                    sentAtMs);
        }
        UnreadMessages left = event.getBody() instanceof Deleted deleted && deleted.getTarget() > largeBy
                ? messages.without(deleted.getTarget())
                : messages;
        return new LargeNews(newest, left, sentAtMs);
    }
}
