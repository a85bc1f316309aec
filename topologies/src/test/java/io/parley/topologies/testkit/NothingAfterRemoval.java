package io.parley.topologies.testkit;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Removed;
import io.parley.avro.TypingDelivery;

import java.util.HashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A user who got their removal from a conversation gets no later event of it, and nothing else from it, until an inbox
 * adds them again. Repeats of earlier records are allowed.
 *
 * <pre>
 *  valid:    5 6=removed{bob} · 5 6=removed{bob} 5 6 · 6=removed{bob} entry{head: 8} 9
 *  invalid:  6=removed{bob} 7 · 6=removed{bob} typing · 6=removed{bob} entry{head: 4} 7
 * </pre>
 *
 * For one user: it only considers deliveries addressed to them.
 */
public final class NothingAfterRemoval {

    private final String userId;
    private final Map<String, Long> removals = new HashMap<>();

    public NothingAfterRemoval(String userId) {
        this.userId = userId;
    }

    /** Checks the next record for a gateway. */
    public void check(Object body) {
        if (body instanceof EventDelivery delivery && delivery.getUserIds().contains(userId)) {
            event(delivery.getEvent());
        } else if (body instanceof InboxDelivery inbox && inbox.getUserId().equals(userId)) {
            inbox.getConversations().forEach(this::entry);
        } else if (body instanceof ReadDelivery read && read.getUserIds().contains(userId)) {
            still(read.getConversationId(), body);
        } else if (body instanceof TypingDelivery typing && typing.getUserIds().contains(userId)) {
            still(typing.getConversationId(), body);
        } else if (body instanceof OpenedDelivery opened && opened.getUserId().equals(userId)) {
            opened(opened);
        }
    }

    /** With a head before the removal it repeats an answer from before it. */
    private void opened(OpenedDelivery opened) {
        assertThat(opened.getHead())
                .as("%s was removed, and gets %s", userId, opened)
                .isLessThan(removals.getOrDefault(opened.getConversationId(), Long.MAX_VALUE));
    }

    private void event(Event event) {
        Long removal = removals.get(event.getConversationId());
        if (removal != null) {
            assertThat(event.getSequence())
                    .as("%s was removed by %s, and gets %s", userId, removal, event)
                    .isLessThanOrEqualTo(removal);
        } else if (event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId)) {
            removals.put(event.getConversationId(), event.getSequence());
        }
    }

    private void entry(InboxEntry entry) {
        removals.computeIfPresent(
                entry.getConversationId(), (id, removal) -> entry.getHead() >= removal ? null : removal);
    }

    private void still(String conversationId, Object body) {
        assertThat(removals).as("%s was removed, and gets %s", userId, body).doesNotContainKey(conversationId);
    }
}
