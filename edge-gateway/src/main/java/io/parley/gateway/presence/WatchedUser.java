package io.parley.gateway.presence;

import io.parley.avro.PresenceChange;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Holds the state of one watched user. Guarded by {@link PresenceWatches}, except one field. Times are in nanoseconds.
 */
final class WatchedUser {

    private static final long BETWEEN_CHANGES =
            Duration.ofSeconds(PresenceWatches.SECONDS_BETWEEN_CHANGES).toNanos();

    final Set<PresenceViewer> viewers = Collections.newSetFromMap(new IdentityHashMap<>(4));

    /** The last received status, or null if there is none. */
    PresenceChange status;

    /** Whether a status was received since the last request of the watch. */
    boolean answered;

    /** Whether the log did not confirm the watch: then a status received since was no answer. For any thread. */
    volatile boolean lost;

    long askedAt;
    long unusedSince;

    private long sentAt;
    private boolean waits;

    WatchedUser(long now) {
        askedAt = now;
        sentAt = now - BETWEEN_CHANGES;
    }

    /** Whether a change may be sent at once; otherwise it waits. */
    boolean maySend(long now) {
        waits = waits || now - sentAt < BETWEEN_CHANGES;
        if (!waits) {
            sentAt = now;
        }
        return !waits;
    }

    /** Whether the waiting change has to be sent now; then it no longer waits. */
    boolean isDue(long now) {
        boolean due = waits && now - sentAt >= BETWEEN_CHANGES;
        if (due) {
            waits = false;
            sentAt = now;
        }
        return due;
    }
}
