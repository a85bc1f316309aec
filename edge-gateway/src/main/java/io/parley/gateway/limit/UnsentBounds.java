package io.parley.gateway.limit;

/**
 * Bounds the bytes that clients have not read, beside the bound of each session.
 *
 * @param perUser of all sessions of one user
 * @param inAll of all sessions of the gateway
 */
public record UnsentBounds(long perUser, long inAll) {}
