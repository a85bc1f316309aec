package io.parley.topologies.presence;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SortedMap;

/**
 * Decides which gateways have lost their lease, based only on the log and its clock.
 *
 * <p>The judge's own ticks are in the same log as the leases. At a tick at time <i>T</i> a lease last renewed before
 * <i>T</i> − lease time is lost, provided that the ticks up to <i>T</i> form a chain, no two of them further apart than
 * the tick gap, that spans a whole lease time: all that time the log could be written and read, so the gateway could
 * have renewed it. A broken chain starts over.
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

    /** A judge whose chain of ticks starts over. */
    LeaseJudge(Duration leaseTime, Duration tickGap) {
        this.leaseTime = leaseTime;
        this.tickGap = tickGap;
    }

    /**
     * Takes a tick of its own that came back from the log.
     *
     * @param leases the current leases by gateway
     * @return each lease that is over; returned again with each tick until its verdict has been read
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
