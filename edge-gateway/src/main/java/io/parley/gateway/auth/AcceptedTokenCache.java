package io.parley.gateway.auth;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches the digests of tokens that were accepted: the last ones, and up to as many before them. A hit means that the
 * same token was accepted before; it still has to be verified. Thread-safe.
 */
final class AcceptedTokenCache {

    private final int most;
    private volatile Set<Long> last = ConcurrentHashMap.newKeySet();
    private volatile Set<Long> before = ConcurrentHashMap.newKeySet();

    /** @param most the number that is certainly kept */
    AcceptedTokenCache(int most) {
        this.most = most;
    }

    void add(String token) {
        if (last.size() >= most) {
            rotate();
        }
        last.add(digest(token));
    }

    boolean contains(String token) {
        Long digest = digest(token);
        return last.contains(digest) || before.contains(digest);
    }

    void remove(String token) {
        Long digest = digest(token);
        last.remove(digest);
        before.remove(digest);
    }

    private synchronized void rotate() {
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
