package io.parley.gateway.session.stream;

import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.preference.SessionPreferences;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * Tracks the users whose presence a session sees, and what it was shown of each. Hides a user who has blocked the
 * session's, or whom this one has blocked: one who was shown as there is shown as offline, once, so that no client keeps
 * a status that nobody corrects. While the client doesn't read nothing is sent; when it does again, it gets the newest
 * status of each. For the session's event loop.
 */
final class SeenUsers {

    private final String viewerId;
    private final SessionPreferences preferences;
    private final FrameSender sender;
    private final Map<String, Seen> users = new HashMap<>();

    /** Whether a status changed while the client didn't read. */
    private boolean behind;

    private static final class Seen {

        private int times;

        /** The last received status; null while there is none. */
        private PresenceChange known;

        /** The last status that was sent; null while there is none, or it is hidden. */
        private PresenceChange shown;
    }

    SeenUsers(String viewerId, SessionPreferences preferences, FrameSender sender) {
        this.viewerId = viewerId;
        this.preferences = preferences;
        this.sender = sender;
    }

    /** The users, now. */
    Set<String> userIds() {
        return users.keySet();
    }

    /** Counts one more open conversation with each. */
    void add(Collection<String> userIds) {
        userIds.forEach(user -> users.computeIfAbsent(user, fresh -> new Seen()).times++);
    }

    /** Counts one fewer for each, and returns those who are seen no more. */
    List<String> remove(Collection<String> userIds) {
        List<String> unseen = new ArrayList<>();
        for (String user : userIds) {
            Seen seen = users.get(user);
            if (seen != null && --seen.times <= 0) {
                users.remove(user);
                unseen.add(user);
            }
        }
        return unseen;
    }

    void clear() {
        users.clear();
    }

    /** Shows the status of a user at the opening of a conversation, also if it was shown before. */
    void show(PresenceChange change) {
        Seen seen = users.get(change.getUserId());
        if (seen != null) {
            seen.known = change;
            if (isHidden(change)) {
                hide(seen);
            } else {
                seen.shown = change;
                sender.send(sender.frames().presence(change));
            }
        }
    }

    /** Shows a changed status; takes the caller's reference to its frame. */
    void changed(PresenceChange change, ServerFrame frame) {
        Seen seen = users.get(change.getUserId());
        if (seen == null) {
            frame.release();
            return;
        }
        seen.known = change;
        if (isHidden(change)) {
            frame.release();
            hide(seen);
        } else if (isShown(seen, change)) {
            frame.release();
        } else if (!sender.isWritable()) {
            frame.release();
            behind = true;
        } else {
            seen.shown = change;
            sender.send(frame);
        }
    }

    /** Sends what changed while the client didn't read. */
    void onWritable() {
        if (behind) {
            review();
        }
    }

    /** Shows and hides by what the user has blocked since, and what changed while the client didn't read. */
    void review() {
        behind = false;
        for (Seen seen : users.values()) {
            if (seen.known != null && isHidden(seen.known)) {
                hide(seen);
            } else if (seen.known != null && !isShown(seen, seen.known)) {
                if (sender.isWritable()) {
                    seen.shown = seen.known;
                    sender.send(sender.frames().presence(seen.known));
                } else {
                    behind = true;
                }
            }
        }
    }

    private boolean isHidden(PresenceChange change) {
        return preferences.isBlocked(change.getUserId())
                || change.getHiddenFrom().contains(viewerId);
    }

    private static boolean isShown(Seen seen, PresenceChange change) {
        return seen.shown != null
                && seen.shown.getStatus() == change.getStatus()
                && Objects.equals(seen.shown.getLastSeenAt(), change.getLastSeenAt());
    }

    private void hide(Seen seen) {
        if (seen.shown != null && seen.shown.getStatus() != PresenceStatus.OFFLINE) {
            if (!sender.isWritable()) {
                behind = true;
                return;
            }
            sender.send(sender.frames()
                    .presence(new PresenceChange(seen.shown.getUserId(), PresenceStatus.OFFLINE, null, List.of())));
        }
        seen.shown = null;
    }
}
