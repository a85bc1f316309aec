package io.parley.runtime.management;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Optional;

/** Decides who may read metrics: who sends the token or shows a certificate, or everybody where neither is asked for. */
public final class MetricsGuard {

    /** Answers a reader who is refused. */
    public static final String REFUSAL = "the management token or a certificate is needed";

    private static final String SCHEME = "Bearer ";

    private final Optional<byte[]> expected;
    private final boolean certificates;

    /**
     * @param token that readers have to send; empty: there is none
     * @param certificates whether one that the port trusts does as well
     */
    public MetricsGuard(Optional<String> token, boolean certificates) {
        expected = token.map(text -> (SCHEME + text).getBytes(StandardCharsets.UTF_8));
        this.certificates = certificates;
    }

    /** Lets everybody read. */
    public static MetricsGuard open() {
        return new MetricsGuard(Optional.empty(), false);
    }

    /**
     * Whether this may be answered.
     *
     * @param authorization the header of the request; null when there is none
     * @param certified whether the client has shown a certificate that the port trusts
     */
    public boolean admits(String authorization, boolean certified) {
        return (certificates && certified) || (expected.isEmpty() ? !certificates : isToken(authorization));
    }

    private boolean isToken(String authorization) {
        return authorization != null
                && MessageDigest.isEqual(expected.orElseThrow(), authorization.getBytes(StandardCharsets.UTF_8));
    }
}
