package io.parley.topologies.user;

import io.parley.avro.NewestMessage;
import io.parley.avro.Push;
import io.parley.topologies.parts.Notice;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pushes what may never have arrived: when a user's last session turns out to have been dead, what came for them shortly
 * before went to nobody. One notification for each conversation, of its newest message, if that came within the window and
 * is unread. An orderly end swallows nothing.
 *
 * <p>A message of a large group may have waited for its hint before it went to nobody; so its window is longer by the time
 * that a hint may take. What waits yet when the session ends is brought by the hint that comes.
 *
 * <p>It is due whenever such an end leaves the user without a session, also one of a session that isn't known any more:
 * after a crash the end may be known and the push lost. Who has a session again by the time of a repeat was shown the inbox
 * at its connect, which is repeated too.
 */
final class UndeliveredMessages {

    private final Duration window;
    private final Duration largeWindow;
    private final InboxStore inboxes;
    private final LargeHeads largeHeads;
    private final RecentMessages recent;

    private UndeliveredMessages(
            Duration window, Duration largeWindow, InboxStore inboxes, LargeHeads largeHeads, RecentMessages recent) {
        this.window = window;
        this.largeWindow = largeWindow;
        this.inboxes = inboxes;
        this.largeHeads = largeHeads;
        this.recent = recent;
    }

    /** With the window of the configuration, by the log's clock; if that is zero, all had arrived. */
    static UndeliveredMessages in(ProcessorContext<?, ?> context, UserConfig config) {
        return new UndeliveredMessages(
                config.swallowedWindow(),
                config.swallowedWindow().plus(config.largeGroupHintInterval()),
                InboxStore.in(context),
                LargeHeads.in(context),
                RecentMessages.in(context));
    }

    /** Enters the notifications in the user's inbox, and gives the pushes. */
    List<Push> of(String userId, Instant endedAt) {
        if (window.isZero()) {
            return List.of();
        }
        List<Push> pushes = new ArrayList<>();
        inboxes.of(userId)
                .forEach((conversationId, inbox) -> swallowed(userId, conversationId, inbox, endedAt)
                        .ifPresent(newest -> {
                            InboxConversation notified = inbox.notifiedOf(newest);
                            if (!notified.equals(inbox)) {
                                inboxes.put(userId, conversationId, notified);
                            }
                            pushes.add(Notifications.push(newest, userId, largeHeads.shown(conversationId, notified)));
                        }));
        return pushes;
    }

    private Optional<Notice> swallowed(String userId, String conversationId, InboxConversation inbox, Instant endedAt) {
        if (inbox.large()) {
            InboxConversation shown = largeHeads.shown(conversationId, inbox);
            long since = endedAt.minus(largeWindow).toEpochMilli();
            Optional<NewestMessage> newest = largeHeads
                    .newestFor(userId, conversationId)
                    .filter(message -> shown.isUnread(message.getSequence()) && message.getSentAtMs() >= since);
            if (newest.isPresent()) {
                return newest.map(message -> recent.find(Notice.of(conversationId, message)));
            }
        }
        // Also the newest from before a group was large.
        return inbox.hasUnreadSince(endedAt.minus(window))
                ? Optional.of(recent.find(Notice.faded(conversationId, inbox.newestUnread())))
                : Optional.empty();
    }
}
