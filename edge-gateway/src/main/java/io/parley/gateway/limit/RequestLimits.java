package io.parley.gateway.limit;

import static io.parley.runtime.config.SettingCheck.require;

/**
 * Limits the size of an HTTP request.
 *
 * @param lineBytes of the request line
 * @param headerBytes of all headers together, the token's among them
 * @param bodyBytes of the body
 */
public record RequestLimits(int lineBytes, int headerBytes, int bodyBytes) {

    private static final int LEAST = 1_024;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public RequestLimits {
        requireEnough("gateway.max-request-line-bytes", lineBytes);
        requireEnough("gateway.max-header-bytes", headerBytes);
        requireEnough("gateway.max-body-bytes", bodyBytes);
    }

    private static void requireEnough(String key, int bytes) {
        require(bytes >= LEAST, key, bytes, ">= " + LEAST);
    }
}
