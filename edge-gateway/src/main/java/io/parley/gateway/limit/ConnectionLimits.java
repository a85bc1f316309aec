package io.parley.gateway.limit;

/**
 * Limits the number of sessions and the rate of handshakes.
 *
 * @param inAll sessions at a time
 * @param perUser sessions of one user at a time; 0: as many as fit
 * @param perAddress sessions from one address at a time; 0: as many as fit
 * @param handshakesPerSecond that are accepted, with a burst of one second; 0: all
 * @param connectsPerMinute of one user, a minute's worth at once; 0: all
 * @param badTokensPerSecond from one address, above which no new token of it is verified, with a burst of one second;
 *     0: any
 */
public record ConnectionLimits(
        int inAll,
        int perUser,
        int perAddress,
        int handshakesPerSecond,
        int connectsPerMinute,
        int badTokensPerSecond) {}
