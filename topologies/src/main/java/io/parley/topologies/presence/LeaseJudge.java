package io.parley.topologies.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

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
    private Instant chainStart;
    private Instant lastTick;

    /** The lease of a gateway under an epoch is over. */
    record Verdict(String gatewayId, long epoch) {}

    /** The chain of ticks starts over. */
    LeaseJudge(Duration leaseTime, Duration tickGap) {
        this.leaseTime = leaseTime;
        this.tickGap = tickGap;
    }

    /**
     * The judge's own sign of life came back from the log.
     *
     * @param leases what is known now, by gateway
     * @return each lease that is over and whose verdict has not been read yet; it is given again until then
     */
    List<Verdict> tick(Instant at, SortedMap<String, GatewayLease> leases) {
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
}
