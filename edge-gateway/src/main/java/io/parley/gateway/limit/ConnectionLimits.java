package io.parley.gateway.limit;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * How many connections there may be, and how fast they may come.
 *
 * @param inAll sessions at a time
 * @param perUser sessions of one user at a time; 0: as many as fit
 * @param perAddress sessions from one address at a time; 0: as many as fit
 * @param handshakesPerSecond that are looked at, a second's worth at once; 0: all
 * @param badTokensPerSecond from one address, after which none of its tokens is looked at, a second's worth at once; 0: any
 */
public record ConnectionLimits(
        int inAll, int perUser, int perAddress, int handshakesPerSecond, int badTokensPerSecond) {

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public ConnectionLimits {
        require(inAll >= 1, "gateway.max-connections", inAll, ">= 1");
        require(perUser >= 0, "gateway.max-connections-per-user", perUser, ">= 0");
        require(perAddress >= 0, "gateway.max-connections-per-address", perAddress, ">= 0");
        Buckets.requireRate("gateway.handshakes-per-second", handshakesPerSecond);
        Buckets.requireRate("gateway.bad-tokens-per-second-per-address", badTokensPerSecond);
    }

    /** With a bound on connections in all and no other. */
    public static ConnectionLimits of(int inAll) {
        return new ConnectionLimits(inAll, 0, 0, 0, 0);
    }
}
