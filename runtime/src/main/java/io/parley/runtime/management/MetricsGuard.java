package io.parley.runtime.management;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Decides who may read metrics: who sends the token, or everybody where there is none. */
public final class MetricsGuard {

    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> expected;

    /** @param token that readers have to send; empty: everybody may read */
    public MetricsGuard(Optional<String> token) {
        expected = token.map(text -> (SCHEME + text).getBytes(StandardCharsets.UTF_8));
    }

    /** Lets everybody read. */
    public static MetricsGuard open() {
        return new MetricsGuard(Optional.empty());
    }

    /**
     * Whether this may be answered.
     *
     * @param authorization the header of the request; null when there is none
     */
    public boolean admits(String authorization) {
        return expected.isEmpty()
                || (authorization != null
                        && MessageDigest.isEqual(expected.get(), authorization.getBytes(StandardCharsets.UTF_8)));
    }
}
