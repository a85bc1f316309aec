package io.parley.gateway.limit;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * Limits the number of sessions and the rate of handshakes.
 *
 * @param inAll sessions at a time
 * @param perUser sessions of one user at a time; 0: as many as fit
 * @param perAddress sessions from one address at a time; 0: as many as fit
 * @param handshakesPerSecond that are accepted, with a burst of one second; 0: all
 * @param badTokensPerSecond from one address, above which no new token of it is verified, with a burst of one second;
 *     0: any
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

    /** Limits the number of sessions only. */
    public static ConnectionLimits of(int inAll) {
        return new ConnectionLimits(inAll, 0, 0, 0, 0);
    }
}
