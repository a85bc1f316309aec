package io.parley.gateway.presence;

import io.parley.avro.PresenceChange;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A user whose presence is watched. Guarded by {@link PresenceWatches}, but for one field. Times are in nanoseconds. */
final class Watched {

    final Set<PresenceViewer> viewers = Collections.newSetFromMap(new IdentityHashMap<>(4));

    /** The last status that came in, or null while none has. */
    PresenceChange status;

    /** Whether a status came in since the watch was last asked for. */
    boolean answered;

    /** Whether the log did not take what was asked: then a status that came in since was no answer. For any thread. */
    volatile boolean lost;

    long askedAt;
    long unusedSince;

    Watched(long now) {
        askedAt = now;
    }
}
