package io.parley.topologies.presence;

import io.parley.avro.internal.LeaseState;

import java.time.Instant;

/**
 * The newest lease of a gateway. A lost or superseded epoch stays over.
 *
 * @param renewedAt by the log's clock
 * @param lost whether the verdict on this epoch is in the log
 */
record GatewayLease(long epoch, Instant renewedAt, boolean lost) {

    /**
     * Returns the lease after a renewal.
     *
     * @param known null if the gateway is unknown
     */
    static GatewayLease renewed(GatewayLease known, long epoch, Instant at) {
        if (known == null || epoch > known.epoch) {
            return new GatewayLease(epoch, at, false);
        }
        boolean newer = epoch == known.epoch && !known.lost && at.isAfter(known.renewedAt);
        return newer ? new GatewayLease(epoch, at, false) : known;
    }

    /**
     * Returns the lease after a verdict was read from the log, which alone makes it valid.
     *
     * @param known null if the gateway is unknown
     */
    static GatewayLease lost(GatewayLease known, long epoch, Instant at) {
        if (known == null || epoch > known.epoch) {
            return new GatewayLease(epoch, at, true);
        }
        return epoch == known.epoch ? new GatewayLease(epoch, known.renewedAt, true) : known;
    }

    /** @param state may be null, then the result is null */
    static GatewayLease of(LeaseState state) {
        return state == null ? null : new GatewayLease(state.getEpoch(), state.getRenewedAt(), state.getLost());
    }

    LeaseState toState() {
        return new LeaseState(epoch, renewedAt, lost);
    }
}
