package io.parley.gateway.limit;

/**
 * Limits the size of an HTTP request.
 *
 * @param lineBytes of the request line
 * @param headerBytes of all headers together, the token's among them
 * @param bodyBytes of the body
 */
public record RequestLimits(int lineBytes, int headerBytes, int bodyBytes) {}
