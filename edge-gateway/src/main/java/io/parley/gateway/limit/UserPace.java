package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.parley.schemas.UserId;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/**
 * The pace of each user's commands, shared by the user's sessions on this gateway; keeps nothing of a user without a
 * session. Safe for many threads.
 */
public final class UserPace {

    /** How many seconds' worth may come at once. */
    private static final long BURST_SECONDS = 2;

    private final int perSecond;
    private final LongSupplier nanoTime;
    private final Map<UserId, Joined> users = new ConcurrentHashMap<>();

    /** A user's bucket, and how many sessions take from it. */
    private record Joined(Bucket bucket, int sessions) {}

    /** One session's part in its user's pace. */
    public interface Share {

        /** Takes a turn; or takes none, and says how long until there is one. */
        Optional<Duration> take();

        /** The session has ended. To be called once. */
        void leave();
    }

    /**
     * @param perSecond of each user; 0: any
     * @param nanoTime a clock in nanoseconds
     */
    public UserPace(int perSecond, LongSupplier nanoTime) {
        this.perSecond = perSecond;
        this.nanoTime = nanoTime;
    }

    /** A session of this user has begun. */
    public Share join(UserId user) {
        if (perSecond == 0) {
            return new Unpaced();
        }
        Joined joined = users.compute(user, (same, others) -> {
            return others == null ? new Joined(bucket(), 1) : new Joined(others.bucket(), others.sessions() + 1);
        });
        return new Paced(user, joined.bucket());
    }

    /** How many users have a session. */
    int size() {
        return users.size();
    }

    private Bucket bucket() {
        return Buckets.shared(perSecond * BURST_SECONDS, perSecond, nanoTime);
    }

    private static final class Unpaced implements Share {

        @Override
        public Optional<Duration> take() {
            return Optional.empty();
        }

        @Override
        public void leave() {}
    }

    private final class Paced implements Share {

        private final UserId user;
        private final Bucket bucket;

        private Paced(UserId user, Bucket bucket) {
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
