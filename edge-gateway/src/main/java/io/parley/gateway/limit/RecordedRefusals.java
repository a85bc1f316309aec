package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.parley.schemas.UserId;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * Limits how many refused handshakes are recorded, of each user and in all: nothing else limits how often a suspended
 * user's client tries. Thread-safe.
 */
public final class RecordedRefusals {

    static final int PER_MINUTE_OF_A_USER = 10;
    static final int PER_SECOND_IN_ALL = 100;

    private final Bucket all;
    private final KeyedBuckets<UserId> users;

    /** @param nanoTime a clock in nanoseconds */
    public RecordedRefusals(LongSupplier nanoTime) {
        this.all = Buckets.shared(Rate.perSecond(PER_SECOND_IN_ALL, 1).orElseThrow(), nanoTime);
        this.users = new KeyedBuckets<>(Rate.each(Duration.ofMinutes(1), PER_MINUTE_OF_A_USER), nanoTime);
    }

    /** Whether a refusal of this user is to be recorded. */
    public boolean admits(UserId user) {
        // First the one that bounds how many users there are.
        if (!all.tryConsume(1)) {
            return false;
        }
        boolean admitted = users.take(user, 1).isEmpty();
        if (!admitted) {
            all.addTokens(1);
        }
        return admitted;
    }

    /** Forgets the users who have their whole rate again. To be called periodically. */
    public void evictIdle() {
        users.evictIdle();
    }
}
