package io.parley.topologies.conversation.fanout;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.NewestMessage;
import io.parley.topologies.parts.NewestOfOthers;
import io.parley.topologies.parts.Notice;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Keeps the messages of large groups since their last head update, in their current form; the next update brings them
 * to members without a session. By the rule of {@link NewestOfOthers} that is at most two per waiting group.
 *
 * <p>Texts are in memory alone: messages that waited when a task ended are sent without their text. For one thread.
 */
final class PendingHeadMessages {

    private final Map<String, List<Notice>> newestFirst = new HashMap<>();

    /** Adds an event of a large group, and returns its message in its current form; null if it has none. */
    Notice take(Event event) {
        String conversationId = event.getConversationId();
        List<Notice> before = newestFirst.getOrDefault(conversationId, List.of());
        Notice about = Notice.after(event, sequence -> find(before, sequence));
        if (about == null) {
            return null;
        }
        if (event.getBody() instanceof Message) {
            newestFirst.put(conversationId, NewestOfOthers.with(before, about, Notice::senderId));
        } else if (find(before, about.sequence()) != null) {
            List<Notice> changed = new ArrayList<>(before);
            changed.replaceAll(notice -> notice.sequence() == about.sequence() ? about : notice);
            newestFirst.put(conversationId, changed);
        }
        return about;
    }

    /** Restores messages that an earlier life may not have sent, without their texts. */
    void restore(String conversationId, List<NewestMessage> stored) {
        List<Notice> known = newestFirst.getOrDefault(conversationId, List.of());
        List<Notice> all = new ArrayList<>(stored.size());
        for (NewestMessage message : stored) {
            Notice notice = find(known, message.getSequence());
            all.add(notice != null ? notice : Notice.of(conversationId, message));
        }
        if (!all.isEmpty()) {
            newestFirst.put(conversationId, all);
        }
    }

    /** Removes and returns the messages of the next update, newest first. */
    List<Notice> drain(String conversationId) {
        List<Notice> pending = newestFirst.remove(conversationId);
        return pending == null ? List.of() : pending;
    }

    private static Notice find(List<Notice> notices, long sequence) {
        for (Notice notice : notices) {
            if (notice.sequence() == sequence) {
                return notice;
            }
        }
        return null;
    }
}
