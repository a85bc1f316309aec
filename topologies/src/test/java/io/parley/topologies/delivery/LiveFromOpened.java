package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Removed;

import java.util.function.BooleanSupplier;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * What one session is told of one large group: while it has it open, every event from {@code opened.head} on in order;
 * open or not, in the end the newest head; and nothing after the user's removal, until they are added again. Repeats are
 * allowed. Like a gateway it passes over the events of a conversation that it was not shown.
 *
 * <pre>
 *  valid:    opened{7} 8 9 9 10     entry{7} entry{12}     opened{7} 8 removed{9}    removed{9} entry{11} added{12}
 *  invalid:  opened{7} 9            removed{9} 10          removed{9} entry{9}, while the user isn't a member
 * </pre>
 */
final class LiveFromOpened {

    private static final long NOT_OPEN = -1;

    private final String conversationId;
    private final String userId;
    private final String sessionId;
    private final BooleanSupplier isMember;
    private long live = NOT_OPEN;
    private long head;
    private long removedBy;

    /** @param isMember whether the user is a member by now, as the log has it */
    LiveFromOpened(String conversationId, String userId, String sessionId, BooleanSupplier isMember) {
        this.conversationId = conversationId;
        this.userId = userId;
        this.sessionId = sessionId;
        this.isMember = isMember;
    }

    /** Takes the next thing that the session's gateway is handed. */
    void check(Object body) {
        if (body instanceof OpenedDelivery opened && opened.getSessionId().equals(sessionId)) {
            if (!isOpen()) {
                live = opened.getHead();
                head = Math.max(head, live);
            }
        } else if (body instanceof InboxDelivery inbox
                && inbox.getUserId().equals(userId)
                && (inbox.getSessionId() == null || inbox.getSessionId().equals(sessionId))) {
            inbox.getConversations().forEach(this::hear);
        } else if (body instanceof EventDelivery event
                && event.getUserIds().contains(userId)
                && (!event.getIfOpen() || isOpen())) {
            take(event.getEvent());
        }
    }

    private void hear(InboxEntry entry) {
        boolean before = entry.getHead() < removedBy;
        if (entry.getConversationId().equals(conversationId) && !before) {
            assertThat(isMember.getAsBoolean())
                    .as("%s hears of %s after the removal by %s", sessionId, entry, removedBy)
                    .isTrue();
            head = Math.max(head, entry.getHead());
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

    void close() {
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
