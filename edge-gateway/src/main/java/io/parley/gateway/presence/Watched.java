package io.parley.gateway.presence;

import io.parley.avro.PresenceChange;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

/** A user whose presence is watched. Guarded by {@link PresenceWatches}. Times are in nanoseconds. */
final class Watched {

    final Set<PresenceViewer> viewers = Collections.newSetFromMap(new IdentityHashMap<>(4));

    /** The last status that came in, or null while none has. */
    PresenceChange status;

    long askedAt;
    long unusedSince;

    Watched(long now) {
        askedAt = now;
    }
}
