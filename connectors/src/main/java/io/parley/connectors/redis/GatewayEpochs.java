package io.parley.connectors.redis;

import java.util.HashMap;
import java.util.Map;

/**
 * Which lives of gateways have ended, as {@code gateways} tells it: a lease ends all epochs below its own, a loss its
 * own too. An ended one never revives.
 */
final class GatewayEpochs {

    private final Map<String, Long> ended = new HashMap<>();
    private long version;

    /** Takes a lease in. Returns whether it counts, its epoch not having ended. */
    boolean renew(String gatewayId, long epoch) {
        end(gatewayId, epoch - 1);
        return !hasEnded(gatewayId, epoch);
    }

    /** Takes the end of an epoch, and of all below it, in. */
    void end(String gatewayId, long epoch) {
        Long known = ended.get(gatewayId);
        if (known == null || known < epoch) {
            ended.put(gatewayId, epoch);
            version++;
        }
    }

    /** Whether an epoch is known to have ended; one of an unknown gateway isn't. */
    boolean hasEnded(String gatewayId, long epoch) {
        return epoch <= ended.getOrDefault(gatewayId, Long.MIN_VALUE);
    }

    /** Grows whenever another epoch has ended. */
    long version() {
        return version;
    }
}
