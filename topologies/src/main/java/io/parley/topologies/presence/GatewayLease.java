package io.parley.topologies.presence;

import io.parley.avro.internal.LeaseState;

import java.time.Instant;

/**
 * The newest lease of a gateway.
 *
 * @param renewedAt by the log's clock
 * @param lost whether the verdict on this epoch has been read
 */
record GatewayLease(long epoch, Instant renewedAt, boolean lost) {

    static GatewayLease of(LeaseState state) {
        return new GatewayLease(state.getEpoch(), state.getRenewedAt(), state.getLost());
    }

    LeaseState toState() {
        return new LeaseState(epoch, renewedAt, lost);
    }
}
