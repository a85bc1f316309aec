package io.parley.topologies.user.preference;

import io.parley.avro.internal.BlockState;

import java.time.Instant;

/**
 * A user has blocked another one.
 *
 * @param since by the log's clock
 * @param hidesDirect whether the other one began their direct conversation since, so that it has no entry until the
 *     block ends
 */
public record Block(Instant since, boolean hidesDirect) {

    static Block of(BlockState state) {
        return state == null ? null : new Block(state.getSince(), state.getHidesDirect());
    }

    BlockState toState() {
        return new BlockState(since, hidesDirect);
    }
}
