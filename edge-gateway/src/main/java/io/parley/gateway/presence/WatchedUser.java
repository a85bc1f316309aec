package io.parley.gateway.presence;

import io.parley.avro.PresenceChange;

import java.time.Duration;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/**
 * Holds the state of one watched user. Guarded by {@link PresenceWatches}, but for one field. Times are in nanoseconds.
 */
final class WatchedUser {

    private static final long BETWEEN_CHANGES =
            Duration.ofSeconds(PresenceWatches.SECONDS_BETWEEN_CHANGES).toNanos();

    final Set<PresenceViewer> viewers = Collections.newSetFromMap(new IdentityHashMap<>(4));

    /** The last status that came in, or null while none has. */
    PresenceChange status;

    /** Whether a status came in since the watch was last asked for. */
    boolean answered;

    /** Whether the log did not take the watch: then a status that came in since was no answer. For any thread. */
    volatile boolean lost;

    long askedAt;
    long unusedSince;

    private long sentAt;
    private boolean waits;

    WatchedUser(long now) {
        askedAt = now;
        sentAt = now - BETWEEN_CHANGES;
    }

    /** Whether a change may be sent at once; else it waits. */
    boolean maySend(long now) {
        waits = waits || now - sentAt < BETWEEN_CHANGES;
        if (!waits) {
            sentAt = now;
        }
        return !waits;
    }

    /** Whether what waits is to be sent now; then it doesn't wait any more. */
    boolean isDue(long now) {
        boolean due = waits && now - sentAt >= BETWEEN_CHANGES;
        if (due) {
            waits = false;
            sentAt = now;
        }
        return due;
    }
}
