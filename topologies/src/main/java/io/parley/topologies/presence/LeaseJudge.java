package io.parley.topologies.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Decides which gateways have lost their lease, on what is in the log and on the log's clock alone.
 *
 * <p>The judge's own ticks are in the same log as the leases. At a tick at time <i>T</i> a lease last renewed before
 * <i>T</i> − lease time is lost, provided that the ticks up to <i>T</i> form a chain, no two of them further apart than
 * the tick gap, that spans a whole lease time: all that while the log took and gave records, so the gateway could have
 * renewed it. A broken chain starts over.
 *
 * <pre>
 *  lost:      L1 t L1 t . t . t . t     (leases stop, ticks go on for the lease time)
 *  not lost:  L1 t L1 t . . . . . t L1  (broker or judge paused: the first tick after it starts a chain)
 * </pre>
 *
 * Used by one thread.
 */
final class LeaseJudge {

    private final Duration leaseTime;
    private final Duration tickGap;
    private final Map<String, GatewayLease> leases;
    private Instant chainStart;
    private Instant lastTick;

    /** The lease of a gateway under an epoch is over. */
    record Verdict(String gatewayId, long epoch) {}

    /** @param leases what was known before, by gateway; the chain of ticks starts over in any case */
    LeaseJudge(Duration leaseTime, Duration tickGap, Map<String, GatewayLease> leases) {
        this.leaseTime = leaseTime;
        this.tickGap = tickGap;
        this.leases = new TreeMap<>(leases);
    }

    /**
     * A gateway says that it lives.
     *
     * @return what is now known of it, if that is new; a lost epoch and one that was followed by another stay over
     */
    Optional<GatewayLease> renewed(String gatewayId, long epoch, Instant at) {
        GatewayLease known = leases.get(gatewayId);
        if (known == null || epoch > known.epoch()) {
            return noted(gatewayId, new GatewayLease(epoch, at, false));
        }
        boolean newer = epoch == known.epoch() && !known.lost() && at.isAfter(known.renewedAt());
        return newer ? noted(gatewayId, new GatewayLease(epoch, at, false)) : Optional.empty();
    }

    /**
     * A verdict is in the log, so that it is true. Until it is read back it may be given again.
     *
     * @return what is now known of the gateway, if that is new
     */
    Optional<GatewayLease> lost(String gatewayId, long epoch, Instant at) {
        GatewayLease known = leases.get(gatewayId);
        if (known == null || epoch > known.epoch()) {
            return noted(gatewayId, new GatewayLease(epoch, at, true));
        }
        boolean isNews = epoch == known.epoch() && !known.lost();
        return isNews ? noted(gatewayId, new GatewayLease(epoch, known.renewedAt(), true)) : Optional.empty();
    }

    /** The judge's own sign of life came back from the log. */
    List<Verdict> tick(Instant at) {
        if (lastTick == null || Duration.between(lastTick, at).compareTo(tickGap) > 0) {
            chainStart = at;
        }
        lastTick = at;
        Instant limit = at.minus(leaseTime);
        if (chainStart.isAfter(limit)) {
            return List.of();
        }
        List<Verdict> verdicts = new ArrayList<>();
        leases.forEach((gatewayId, lease) -> {
            if (!lease.lost() && lease.renewedAt().isBefore(limit)) {
                verdicts.add(new Verdict(gatewayId, lease.epoch()));
            }
        });
        return verdicts;
    }

    private Optional<GatewayLease> noted(String gatewayId, GatewayLease lease) {
        leases.put(gatewayId, lease);
        return Optional.of(lease);
    }
}
