package io.parley.gateway.cutoff;

import io.parley.gateway.auth.Credential;
import io.parley.gateway.cutoff.Cutoff.Cause;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;

/**
 * Finds the keys that have left the key set, so that a key that leaked can be made worthless for sessions too: with it,
 * tokens of any life can be signed before it is withdrawn.
 *
 * <p>Withdrawn is a key that was in one look at the set and is not in the last one. As long as the set can't be had, no
 * key is withdrawn by that. A key that comes back counts again. Thread-safe.
 */
public final class WithdrawnKeys {

    private static final Logger LOG = LoggerFactory.getLogger(WithdrawnKeys.class);

    private final Supplier<CompletionStage<Optional<Set<String>>>> keysInUse;
    private final AtomicBoolean looking = new AtomicBoolean();
    private final AtomicLong version = new AtomicLong();
    private volatile Set<String> last = Set.of();
    private volatile Set<String> withdrawn = Set.of();

    /** @param keysInUse the ids of the keys in use, on any thread; empty when that isn't known */
    public WithdrawnKeys(Supplier<CompletionStage<Optional<Set<String>>>> keysInUse) {
        this.keysInUse = keysInUse;
    }

    /** Looks at the key set again, unless a look is under way. To be called each second; doesn't block. */
    public void look() {
        if (looking.compareAndSet(false, true)) {
            keysInUse.get().whenComplete((ids, failure) -> {
                try {
                    if (failure == null) {
                        ids.ifPresent(this::seen);
                    }
                } finally {
                    looking.set(false);
                }
            });
        }
    }

    long version() {
        return version.get();
    }

    Optional<Cutoff> cutoff(Credential credential) {
        return withdrawn.contains(credential.keyId()) ? Optional.of(Cutoff.of(Cause.KEY_WITHDRAWN)) : Optional.empty();
    }

    /** By one look at a time. */
    private void seen(Set<String> ids) {
        if (ids.equals(last)) {
            return;
        }
        Set<String> gone = new HashSet<>(withdrawn);
        gone.addAll(last);
        gone.removeAll(ids);
        last = Set.copyOf(ids);
        if (!gone.equals(withdrawn)) {
            withdrawn = Set.copyOf(gone);
            LOG.info("keys of tokens that are withdrawn, by their thumbprints: {}", withdrawn);
            version.incrementAndGet();
        }
    }
}
