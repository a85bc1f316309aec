package io.parley.bench.measure;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Frames over all connections.
 *
 * @param received by type
 * @param readsSent read marks that clients sent
 */
public record Traffic(Map<String, Long> received, long readsSent) {

    public Traffic {
        received = Collections.unmodifiableMap(new LinkedHashMap<>(received));
    }

    /** The frames after that; types without any are left out. */
    public Traffic since(Traffic before) {
        Map<String, Long> later = new LinkedHashMap<>();
        received.forEach((type, count) -> {
            long more = count - before.received().getOrDefault(type, 0L);
            if (more > 0) {
                later.put(type, more);
            }
        });
        return new Traffic(later, readsSent - before.readsSent());
    }
}
