package io.parley.gateway.cutoff;

import io.parley.avro.Suspension;
import io.parley.gateway.auth.Credential;
import io.parley.gateway.cutoff.Cutoff.Cause;
import io.parley.schemas.SuspensionKey;
import io.parley.schemas.SuspensionTerm;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Keeps what operators have ended, as the topic {@code suspensions} says: users who are suspended, tokens of a user that
 * were issued before a time, single tokens, and sign-ins with all their tokens. Changed by one thread, read by any.
 *
 * <p>A token without an {@code iat} counts as issued before any time. How many there are is bounded by those who write
 * them; what has run out is forgotten here as well.
 */
public final class Suspensions {

    private static final Logger LOG = LoggerFactory.getLogger(Suspensions.class);

    private final Map<String, Instant> users = new ConcurrentHashMap<>();
    private final Map<String, Instant> issuedBefore = new ConcurrentHashMap<>();
    private final Map<String, Instant> tokens = new ConcurrentHashMap<>();
    private final Map<String, Instant> signIns = new ConcurrentHashMap<>();
    private final AtomicLong version = new AtomicLong();

    /** How many records count now. */
    public int size() {
        return users.size() + issuedBefore.size() + tokens.size() + signIns.size();
    }

    /** Takes a record of the topic, in the topic's order; null takes back what the key says. For one thread. */
    void apply(String key, Suspension suspension) {
        Optional<SuspensionKey> parsed = SuspensionKey.parse(key);
        if (parsed.isEmpty()) {
            LOG.error("a suspension has a key of no known kind, it is passed over");
            return;
        }
        String id = parsed.get().id();
        Map<String, Instant> ended = mapOf(parsed.get().kind());
        Optional<SuspensionTerm> term = Optional.ofNullable(suspension).flatMap(SuspensionTerm::of);
        if (term.isEmpty()) {
            ended.remove(id);
        } else {
            ended.put(id, term.get().time());
            // Only after the change: who sees the version sees the change.
            version.incrementAndGet();
        }
    }

    /** Drops what has run out. For the thread that applies. */
    void forget(Instant now) {
        users.values().removeIf(until -> !now.isBefore(until));
        tokens.values().removeIf(until -> !now.isBefore(until));
        signIns.values().removeIf(until -> !now.isBefore(until));
    }

    long version() {
        return version.get();
    }

    Optional<Cutoff> cutoff(Credential credential, Instant now) {
        String user = credential.user().value();
        Instant suspendedUntil = users.get(user);
        if (suspendedUntil != null && now.isBefore(suspendedUntil)) {
            return Optional.of(new Cutoff(
                    Cause.SUSPENDED, Optional.of(suspendedUntil).filter(until -> !until.equals(Instant.MAX))));
        }
        Instant before = issuedBefore.get(user);
        boolean signedOut = (before != null
                        && credential.issuedAt().orElse(Instant.MIN).isBefore(before))
                || credential.tokenId().map(id -> isEnded(tokens, id, now)).orElse(false)
                || credential.signInId().map(id -> isEnded(signIns, id, now)).orElse(false);
        return signedOut ? Optional.of(Cutoff.of(Cause.SIGNED_OUT)) : Optional.empty();
    }

    private static boolean isEnded(Map<String, Instant> ended, String id, Instant now) {
        Instant until = ended.get(id);
        return until != null && now.isBefore(until);
    }

    private Map<String, Instant> mapOf(SuspensionKey.Kind kind) {
        return switch (kind) {
            case USER -> users;
            case TOKENS -> issuedBefore;
            case TOKEN -> tokens;
            case SIGN_IN -> signIns;
        };
    }
}
