package io.parley.gateway.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Remembers some of the tokens that were believed, by a part of their digest: the last ones, and up to as many before them.
 * Whoever is remembered has had that very token, and is still to be asked for it. Safe for many threads.
 */
final class BelievedTokens {

    private final int most;
    private volatile Set<Long> last = ConcurrentHashMap.newKeySet();
    private volatile Set<Long> before = ConcurrentHashMap.newKeySet();

    /** @param most that are remembered for sure */
    BelievedTokens(int most) {
        this.most = most;
    }

    void add(String token) {
        if (last.size() >= most) {
            turn();
        }
        last.add(digest(token));
    }

    boolean contains(String token) {
        Long digest = digest(token);
        return last.contains(digest) || before.contains(digest);
    }

    /** One that is no longer believed is like any other. */
    void remove(String token) {
        Long digest = digest(token);
        last.remove(digest);
        before.remove(digest);
    }

    private synchronized void turn() {
        if (last.size() >= most) {
            before = last;
            last = ConcurrentHashMap.newKeySet();
        }
    }

    private static Long digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return ByteBuffer.wrap(hash).getLong();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
