package io.parley.gateway.limit;

/**
 * Limits the number of connections to the public port, with a session or without.
 *
 * @param inAll at a time; 0: twice as many as there may be sessions
 * @param perAddress from one address at a time; 0: as many as fit
 */
public record SocketLimits(int inAll, int perAddress) {}
