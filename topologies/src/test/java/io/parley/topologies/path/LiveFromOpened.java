package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Removed;
import io.parley.avro.RequestRefused;

import java.util.function.LongPredicate;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session gets of one large group, while it has it open, every event from {@code opened.head} on in order. If an open
 * is rolled back and repeated later, a newer head is sent, and the events in between are read from history. Open or
 * not, it gets the newest head in the end; and nothing after the user's removal, until they are added again. Repeats
 * are allowed, and so that a session hears of what was before a removal that it wasn't there for: it hears of the
 * removal next; and while a crash has records processed again, an entry with a head from after the removal. Like a
 * gateway it passes over the events of a conversation that it was not shown.
 *
 * <pre>
 *  valid:    opened{7} 8 opened{9} 10, when the first was rolled back
 *            opened{7} 8 9 9 10     entry{7} entry{12}     opened{7} 8 removed{9}    removed{9} entry{11} added{12}
 *  invalid:  opened{7} 9            removed{9} 10          removed{9} entry{9}, while the user isn't a member
 * </pre>
 */
final class LiveFromOpened {

    private static final long NOT_OPEN = -1;

    private final String conversationId;
    private final String userId;
    private final String sessionId;
    private final LongPredicate isGoneAt;
    private long live = NOT_OPEN;
    private long head;
    private long removedBy;
    private boolean asked;
    private boolean mayBeRolledBack;

    /** @param isGoneAt whether the user, as the log has it, is no member by now, and was removed by this sequence */
    LiveFromOpened(String conversationId, String userId, String sessionId, LongPredicate isGoneAt) {
        this.conversationId = conversationId;
        this.userId = userId;
        this.sessionId = sessionId;
        this.isGoneAt = isGoneAt;
    }

    /**
     * Takes the next thing that the session's gateway is handed.
     *
     * @param again whether it is handed while records are processed again: then a head may be ahead of the removals
     */
    void check(Object body, boolean again) {
        if (body instanceof OpenedDelivery opened && opened.getSessionId().equals(sessionId)) {
            // As a client does: one from before the removal is a repeat.
            boolean begins = asked && !isOpen();
            boolean beginsAgain = isOpen() && again && mayBeRolledBack;
            if ((begins || beginsAgain) && opened.getHead() >= removedBy) {
                live = Math.max(live, opened.getHead());
                head = Math.max(head, live);
            }
            asked = false;
        } else if (body instanceof RequestRefused refused
                && refused.getSessionId().equals(sessionId)) {
            asked = false;
        } else if (body instanceof InboxDelivery inbox
                && inbox.getUserId().equals(userId)
                && (inbox.getSessionId() == null || inbox.getSessionId().equals(sessionId))) {
            inbox.getConversations().forEach(entry -> hear(entry, again));
        } else if (body instanceof EventDelivery event
                && event.getUserIds().contains(userId)
                && (!event.getIfOpen() || isOpen())) {
            take(event.getEvent());
        }
    }

    private void hear(InboxEntry entry, boolean again) {
        boolean before = entry.getHead() < removedBy;
        if (entry.getConversationId().equals(conversationId) && !before) {
            boolean gone = isGoneAt.test(entry.getHead());
            assertThat(gone && !again)
                    .as("%s hears of %s after the removal", sessionId, entry)
                    .isFalse();
            head = gone ? head : Math.max(head, entry.getHead());
        }
    }

    private void take(Event event) {
        long sequence = event.getSequence();
        boolean isShown = head > 0;
        if (sequence <= removedBy || (!isShown && removedBy == 0)) {
            return;
        }
        assertThat(isShown)
                .as("%s gets %s after the removal by %s", sessionId, event, removedBy)
                .isTrue();
        if (isOpen()) {
            assertThat(sequence)
                    .as("%s gets %s after %s", sessionId, event, live)
                    .isLessThanOrEqualTo(live + 1);
            live = Math.max(live, sequence);
        }
        boolean leaves = event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId);
        if (!leaves) {
            head = Math.max(head, sequence);
        } else if (sequence >= head) {
            live = NOT_OPEN;
            head = 0;
            removedBy = sequence;
        }
    }

    void ask() {
        asked = true;
        mayBeRolledBack |= !isOpen();
    }

    /** Answers so far aren't rolled back any more. */
    void commit() {
        mayBeRolledBack = false;
    }

    void close() {
        asked = false;
        live = NOT_OPEN;
    }

    boolean isOpen() {
        return live != NOT_OPEN;
    }

    /** The newest event that came live, while it is open. */
    long live() {
        return live;
    }

    /** The newest event that the session knows of; 0 while the conversation isn't in its inbox. */
    long head() {
        return head;
    }
}
