package io.parley.topologies.delivery;

import io.parley.avro.Push;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * Pushes what may never have arrived: when a user's last session turns out to have been dead, what came for them shortly
 * before went to nobody. One notification for each conversation, of its newest message, if that came within the window and
 * is unread. An orderly end swallows nothing.
 *
 * <p>It is due whenever such an end leaves the user without a session, also one of a session that isn't known any more:
 * after a crash the end may be known and the push lost. Who has a session again by the time of a repeat was shown the inbox
 * at its connect, which is repeated too.
 */
final class SwallowedMessages {

    private final Duration window;
    private final InboxStore inboxes;
    private final RecentMessages recent;

    private SwallowedMessages(Duration window, InboxStore inboxes, RecentMessages recent) {
        this.window = window;
        this.inboxes = inboxes;
        this.recent = recent;
    }

    /** @param window what came longer ago than this before the end had arrived; by the log's clock; zero: all had */
    static SwallowedMessages in(ProcessorContext<?, ?> context, Duration window) {
        return new SwallowedMessages(window, InboxStore.in(context), RecentMessages.in(context));
    }

    /** Enters the notifications in the user's inbox, and gives the pushes. */
    List<Push> of(String userId, Instant endedAt) {
        if (window.isZero()) {
            return List.of();
        }
        Instant since = endedAt.minus(window);
        List<Push> pushes = new ArrayList<>();
        inboxes.of(userId).forEach((conversationId, inbox) -> {
            if (inbox.hasUnreadSince(since)) {
                Notice newest = recent.find(conversationId, inbox.newestUnread());
                InboxConversation notified = inbox.notifiedOf(newest);
                if (!notified.equals(inbox)) {
                    inboxes.put(userId, conversationId, notified);
                }
                pushes.add(newest.to(userId, notified));
            }
        });
        return pushes;
    }
}
