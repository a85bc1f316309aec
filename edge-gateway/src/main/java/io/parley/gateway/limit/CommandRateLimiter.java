package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.parley.schemas.UserId;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * Limits the rate of commands per user, over all of the user's sessions on this gateway. Keeps no entry for a user
 * without a session. Thread-safe.
 */
public final class CommandRateLimiter {

    /** The burst, in seconds' worth of commands. */
    private static final long BURST_SECONDS = 2;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<UserId, Joined> users = new ConcurrentHashMap<>();

    /** A user's bucket, and how many sessions take from it. */
    private record Joined(Bucket bucket, int sessions) {}

    /** One session's access to its user's bucket. */
    public interface Share {

        /** Takes a command out of the rate; if it is used up, takes none and returns the time to wait. */
        Optional<Duration> take();

        /** Ends the session's access. To be called once. */
        void leave();
    }

    /**
     * @param perSecond of each user; 0: unlimited
     * @param nanoTime a clock in nanoseconds
     */
    public CommandRateLimiter(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** Adds a session of this user. */
    public Share join(UserId user) {
        if (perSecond == 0) {
            return new Unlimited();
        }
        Joined joined = users.compute(user, (same, others) -> {
            return others == null ? new Joined(bucket(), 1) : new Joined(others.bucket(), others.sessions() + 1);
        });
        return new Limited(user, joined.bucket());
    }

    /** The number of users with a session. */
    int size() {
        return users.size();
    }

    private Bucket bucket() {
        return Buckets.shared(perSecond * BURST_SECONDS, perSecond, nanoTime);
    }

    private static final class Unlimited implements Share {

        @Override
        public Optional<Duration> take() {
            return Optional.empty();
        }

        @Override
        public void leave() {}
    }

    private final class Limited implements Share {

        private final UserId user;
        private final Bucket bucket;

        private Limited(UserId user, Bucket bucket) {
            this.user = user;
            this.bucket = bucket;
        }

        @Override
        public Optional<Duration> take() {
            if (bucket.tryConsume(1)) {
                return Optional.empty();
            }
            return Optional.of(
                    Duration.ofNanos(bucket.estimateAbilityToConsume(1).getNanosToWaitForRefill()));
        }

        @Override
        public void leave() {
            users.computeIfPresent(user, (same, joined) -> {
                return joined.sessions() > 1 ? new Joined(joined.bucket(), joined.sessions() - 1) : null;
            });
        }
    }
}
