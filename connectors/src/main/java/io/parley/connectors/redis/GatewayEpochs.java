package io.parley.connectors.redis;

import java.util.HashMap;
import java.util.Map;

/**
 * Tracks which epochs of gateways have ended, by {@code gateways}: a lease ends all epochs below its own, a loss its
 * own too. An ended one never revives.
 */
final class GatewayEpochs {

    private final Map<String, Long> ended = new HashMap<>();
    private long version;

    /** Adds a lease, and returns whether its epoch is live. */
    boolean renew(String gatewayId, long epoch) {
        end(gatewayId, epoch - 1);
        return !hasEnded(gatewayId, epoch);
    }

    /** Adds the end of an epoch and of all below it. */
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
