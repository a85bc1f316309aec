package io.parley.gateway.presence;

import io.parley.avro.PresenceChange;
import io.parley.avro.Watch;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.GatewayId;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.LongSupplier;

/**
 * Watches the presence of users for all viewers of this gateway, each user once. Thread-safe; never blocks.
 *
 * <p>A watch is requested until its answer, the current status, arrives; it is kept for a while after the last client
 * looked away, and requested again when the gateway's epoch changes, until it is answered.
 *
 * <p>Changes of one user are sent at most once per {@value #SECONDS_BETWEEN_CHANGES} s, the first at once; the next
 * {@link #sweep} sends a waiting one, so the last is never left out. So a user who changes status often causes little
 * work for the viewers. The answer to a watch is no change.
 */
public final class PresenceWatches {

    static final int SECONDS_BETWEEN_CHANGES = 2;

    private final GatewayId gateway;
    private final Epoch epoch;
    private final Appender<Watch> log;
    private final FrameWriter frames;
    private final Duration keep;
    private final Duration patience;
    private final LongSupplier nanoTime;
    private final Map<String, WatchedUser> watched = new HashMap<>();

    /**
     * @param keep how long a watch outlives its last use
     * @param patience the longest wait for an answer before the watch is requested again
     */
    public PresenceWatches(
            GatewayId gateway,
            Epoch epoch,
            Appender<Watch> log,
            FrameWriter frames,
            GatewayMetrics metrics,
            Duration keep,
            Duration patience,
            LongSupplier nanoTime) {
        this.gateway = gateway;
        this.epoch = epoch;
        this.log = log;
        this.frames = frames;
        this.keep = keep;
        this.patience = patience;
        this.nanoTime = nanoTime;
        metrics.watches(this, PresenceWatches::size);
    }

    /**
     * Adds a viewer of these users: it gets each one's status as soon as that is known, and every change. Idempotent.
     *
     * @return the known statuses; the others follow
     */
    public synchronized List<PresenceChange> look(PresenceViewer viewer, Collection<String> userIds) {
        List<PresenceChange> known = new ArrayList<>();
        for (String userId : userIds) {
            WatchedUser user = watched.get(userId);
            if (user == null) {
                user = new WatchedUser(nanoTime.getAsLong());
                watched.put(userId, user);
                ask(userId, user, user.askedAt);
            }
            user.viewers.add(viewer);
            if (user.status != null) {
                known.add(user.status);
            }
        }
        return known;
    }

    /** Removes a viewer of these users. */
    public synchronized void lookAway(PresenceViewer viewer, Collection<String> userIds) {
        long now = nanoTime.getAsLong();
        for (String userId : userIds) {
            WatchedUser user = watched.get(userId);
            if (user != null && user.viewers.remove(viewer) && user.viewers.isEmpty()) {
                user.unusedSince = now;
            }
        }
    }

    /** Stores a received status, and sends it to the viewers, in the order of calls. */
    public void changed(PresenceChange change) {
        List<PresenceViewer> viewers;
        synchronized (this) {
            WatchedUser user = watched.get(change.getUserId());
            if (user == null) {
                return;
            }
            user.answered = true;
            if (change.equals(user.status)) {
                return;
            }
            boolean known = user.status != null;
            user.status = change;
            if (known && !user.maySend(nanoTime.getAsLong())) {
                return;
            }
            viewers = new ArrayList<>(user.viewers);
        }
        if (!viewers.isEmpty()) {
            send(viewers, change);
        }
    }

    /**
     * Sends waiting changes, drops watches that were unused for long, and repeats requests without an answer. To be
     * called periodically.
     */
    public synchronized void sweep() {
        long now = nanoTime.getAsLong();
        for (WatchedUser user : watched.values()) {
            if (user.isDue(now)) {
                send(List.copyOf(user.viewers), user.status);
            }
        }
        for (Iterator<Map.Entry<String, WatchedUser>> all = watched.entrySet().iterator(); all.hasNext(); ) {
            Map.Entry<String, WatchedUser> entry = all.next();
            WatchedUser user = entry.getValue();
            if (user.viewers.isEmpty() && now - user.unusedSince >= keep.toNanos()) {
                all.remove();
                append(entry.getKey(), false, failure -> {});
            } else if ((!user.answered || user.lost) && now - user.askedAt >= patience.toNanos()) {
                ask(entry.getKey(), user, now);
            }
        }
    }

    /** Requests every watch again: those under an earlier epoch have ended. */
    public synchronized void watchAgain() {
        long now = nanoTime.getAsLong();
        watched.forEach((userId, user) -> ask(userId, user, now));
    }

    private synchronized int size() {
        return watched.size();
    }

    private void ask(String userId, WatchedUser user, long now) {
        user.askedAt = now;
        user.answered = false;
        user.lost = false;
        append(userId, true, failure -> {
            if (failure != null) {
                user.lost = true;
            }
        });
    }

    /** A lost record is repaired: a watch by {@link #sweep}, the end of one by the end of the epoch. */
    private void append(String userId, boolean watching, Appender.Acknowledgement acknowledgement) {
        log.append(userId, new Watch(userId, gateway.value(), epoch.current(), watching), acknowledgement);
    }

    private void send(List<PresenceViewer> viewers, PresenceChange change) {
        ServerFrame frame = frames.presence(change);
        for (PresenceViewer viewer : viewers) {
            ServerFrame share = frame.share();
            try {
                viewer.executor().execute(() -> viewer.presenceChanged(change, share));
            } catch (RejectedExecutionException e) {
                // The gateway is closing, and the viewer is gone with its event loop.
                share.release();
            }
        }
        frame.release();
    }
}
