package io.parley.topologies.user;

import io.parley.avro.NewestMessage;
import io.parley.avro.Push;
import io.parley.topologies.parts.Notice;
import io.parley.topologies.user.preference.UserPreferences;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Pushes messages that may not have arrived: when a user's last session turns out to be dead, those sent shortly before
 * reached nobody. One notification per conversation, of its newest message, if it falls within the window and is
 * unread. An orderly end loses nothing.
 *
 * <p>A message of a large group may have waited for its head update before it was sent to a dead session; so its window
 * is longer by the interval of head updates. The next update brings messages that still wait when the session ends.
 *
 * <p>Runs whenever such an end leaves the user without a session, even if the session is no longer known: after a crash
 * the end may be stored and the push lost. A user with a session by the time of a repeat got the inbox at its connect,
 * which is repeated too.
 */
final class UndeliveredMessages {

    private final Duration window;
    private final Duration largeWindow;
    private final InboxStore inboxes;
    private final LargeHeads largeHeads;
    private final RecentMessages recent;
    private final UserPreferences preferences;

    private UndeliveredMessages(
            Duration window,
            Duration largeWindow,
            InboxStore inboxes,
            LargeHeads largeHeads,
            RecentMessages recent,
            UserPreferences preferences) {
        this.window = window;
        this.largeWindow = largeWindow;
        this.inboxes = inboxes;
        this.largeHeads = largeHeads;
        this.recent = recent;
        this.preferences = preferences;
    }

    /** Uses the configured window, by the log's clock; if it is zero, all messages count as arrived. */
    static UndeliveredMessages in(ProcessorContext<?, ?> context, UserConfig config) {
        return new UndeliveredMessages(
                config.swallowedWindow(),
                config.swallowedWindow().plus(config.largeGroupHintInterval()),
                InboxStore.in(context),
                LargeHeads.in(context),
                RecentMessages.in(context),
                UserPreferences.in(context));
    }

    /** Enters the notifications in the user's inbox, and returns the pushes. */
    List<Push> of(String userId, Instant endedAt) {
        if (window.isZero()) {
            return List.of();
        }
        List<Push> pushes = new ArrayList<>();
        inboxes.activeSince(userId, endedAt.minus(window))
                .forEach((conversationId, inbox) -> swallowed(userId, conversationId, inbox, endedAt)
                        .filter(newest -> isWanted(userId, conversationId, inbox, endedAt))
                        .ifPresent(newest -> {
                            InboxConversation notified = inbox.notifiedOf(newest);
                            if (!notified.equals(inbox)) {
                                inboxes.put(userId, conversationId, inbox, notified);
                            }
                            pushes.add(Notifications.push(newest, userId, largeHeads.shown(conversationId, notified)));
                        }));
        return pushes;
    }

    private boolean isWanted(String userId, String conversationId, InboxConversation inbox, Instant at) {
        return !preferences.isMuted(userId, conversationId, at)
                && (inbox.peer() == null || preferences.block(userId, inbox.peer()) == null);
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
