package io.parley.topologies.presence;

import io.parley.avro.internal.LeaseState;

import java.time.Instant;

/**
 * The newest lease of a gateway. A lost epoch, and one that another followed, stays over.
 *
 * @param renewedAt by the log's clock
 * @param lost whether the verdict on this epoch is in the log
 */
record GatewayLease(long epoch, Instant renewedAt, boolean lost) {

    /**
     * What is known of a gateway after it said that it lives.
     *
     * @param known null if it was unknown
     */
    static GatewayLease renewed(GatewayLease known, long epoch, Instant at) {
        if (known == null || epoch > known.epoch) {
            return new GatewayLease(epoch, at, false);
        }
        boolean newer = epoch == known.epoch && !known.lost && at.isAfter(known.renewedAt);
        return newer ? new GatewayLease(epoch, at, false) : known;
    }

    /**
     * What is known of a gateway after a verdict was read: by that alone it is true.
     *
     * @param known null if it was unknown
     */
    static GatewayLease lost(GatewayLease known, long epoch, Instant at) {
        if (known == null || epoch > known.epoch) {
            return new GatewayLease(epoch, at, true);
        }
        return epoch == known.epoch ? new GatewayLease(epoch, known.renewedAt, true) : known;
    }

    /** @param state may be null, as is then what is given back */
    static GatewayLease of(LeaseState state) {
        return state == null ? null : new GatewayLease(state.getEpoch(), state.getRenewedAt(), state.getLost());
    }

    LeaseState toState() {
        return new LeaseState(epoch, renewedAt, lost);
    }
}
