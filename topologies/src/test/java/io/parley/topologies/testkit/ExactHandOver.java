package io.parley.topologies.testkit;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Removed;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A session gets, from its inbox on, the head of each conversation and then every later event without a gap. Repeats
 * are allowed. A conversation that the inbox didn't have begins with its entry. Like a gateway it ignores events of
 * conversations without an entry, or that the user has left.
 *
 * <pre>
 *  valid:    inbox{c: 4} 5 6 7    inbox{} entry{c: 0} 1 2    inbox{c: 4} 5 5 6
 *  invalid:  inbox{c: 4} 6        inbox{} entry{c: 0} 2
 * </pre>
 */
public final class ExactHandOver {

    private final String userId;
    private final String sessionId;
    private final Map<String, Long> heads = new HashMap<>();
    private boolean ready;

    /** For one session of a user. */
    public ExactHandOver(String userId, String sessionId) {
        this.userId = userId;
        this.sessionId = sessionId;
    }

    /** Checks the next record for the session's gateway. */
    public void check(Object body) {
        if (body instanceof InboxDelivery inbox && inbox.getUserId().equals(userId)) {
            if (sessionId.equals(inbox.getSessionId())) {
                ready = true;
                inbox.getConversations().forEach(this::enter);
            } else if (ready && inbox.getSessionId() == null) {
                inbox.getConversations().forEach(this::enter);
            }
        } else if (ready
                && body instanceof EventDelivery delivery
                && delivery.getUserIds().contains(userId)) {
            take(delivery.getEvent());
        }
    }

    private void enter(InboxEntry entry) {
        heads.merge(entry.getConversationId(), entry.getHead(), Math::max);
    }

    private void take(Event event) {
        String conversationId = event.getConversationId();
        long sequence = event.getSequence();
        Long head = heads.get(conversationId);
        if (head == null) {
            return;
        }
        assertThat(sequence).as("%s gets %s after %s", sessionId, event, head).isLessThanOrEqualTo(head + 1);
        heads.put(conversationId, Math.max(head, sequence));
        boolean leaves = event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId);
        if (leaves && sequence >= head) {
            heads.remove(conversationId);
        }
    }

    /** Whether the session's inbox has arrived. */
    public boolean isReady() {
        return ready;
    }

    /** The newest event of a conversation that the session knows; 0 if none. */
    public long head(String conversationId) {
        return heads.getOrDefault(conversationId, 0L);
    }
}
