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
 * The messages of large groups that came since their last hint, as they stand now, so that the next one can bring them to
 * those who have no session. By the rule of {@link NewestOfOthers}, hence two for each group that waits.
 *
 * <p>Texts are in memory alone: what waited when a task ended goes without its text. For one thread.
 */
final class PendingHeadMessages {

    private final Map<String, List<Notice>> newestFirst = new HashMap<>();

    /** Takes an event of a large group, and gives the message that it is about as it stands after it; null if about none. */
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

    /** Takes what an earlier life may not have sent, without the texts. */
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

    /** Gives what goes with the next update, newest first, and forgets it. */
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
