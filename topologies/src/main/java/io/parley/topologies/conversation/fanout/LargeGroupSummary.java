package io.parley.topologies.conversation.fanout;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.NewestMessage;
import io.parley.avro.internal.LargeGroupState;
import io.parley.topologies.parts.NewestOfOthers;
import io.parley.topologies.parts.UnreadMessages;

import java.util.List;

/**
 * Summary of a large group for members who don't get its events: kept once for all members, and sent to their
 * partitions with head updates.
 *
 * @param newest the newest message and the newest of another sender, by {@link NewestOfOthers}
 * @param messages messages since it became large that are not deleted
 * @param activeAtMs when the newest event was sent, in ms of the log's clock
 */
public record LargeGroupSummary(List<NewestMessage> newest, UnreadMessages messages, long activeAtMs) {

    static final LargeGroupSummary NONE = new LargeGroupSummary(List.of(), UnreadMessages.none(0), 0);

    static LargeGroupSummary of(LargeGroupState state) {
        return new LargeGroupSummary(
                List.copyOf(state.getNewest()), UnreadMessages.of(0, state.getMessageRuns()), state.getActiveAtMs());
    }

    LargeGroupState toState() {
        return new LargeGroupState(newest, activeAtMs, messages.runs());
    }

    LargeGroupSummary at(Event event) {
        return new LargeGroupSummary(newest, messages, event.getSentAt().toEpochMilli());
    }

    /**
     * Returns the summary after the next event.
     *
     * @param largeBy sequence by which the group became large: earlier messages are not counted
     */
    LargeGroupSummary after(Event event, long largeBy) {
        long sentAtMs = event.getSentAt().toEpochMilli();
        if (event.getBody() instanceof Message) {
            NewestMessage message = new NewestMessage(event.getSequence(), event.getSenderId(), sentAtMs);
            return new LargeGroupSummary(
                    NewestOfOthers.with(newest, message, NewestMessage::getSenderId),
                    messages.with(event.getSequence()),
                    sentAtMs);
        }
        UnreadMessages left = event.getBody() instanceof Deleted deleted && deleted.getTarget() > largeBy
                ? messages.without(deleted.getTarget())
                : messages;
        return new LargeGroupSummary(newest, left, sentAtMs);
    }
}
