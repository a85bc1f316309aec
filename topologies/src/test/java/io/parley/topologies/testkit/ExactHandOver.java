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
 * What one session, from its inbox on, is told of each conversation: the head that the inbox says, then every later event
 * without a gap. Repeats are allowed. Before the first event of a conversation that the inbox didn't have comes its entry.
 * Like a gateway it passes over the events of conversations that it was not shown, or that the user has left.
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

    /** Takes the next thing that the session's gateway is handed. */
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

    /** Whether the session's inbox has come. */
    public boolean isReady() {
        return ready;
    }

    /** The newest event of a conversation that the session knows of; 0 if it knows none. */
    public long head(String conversationId) {
        return heads.getOrDefault(conversationId, 0L);
    }
}
