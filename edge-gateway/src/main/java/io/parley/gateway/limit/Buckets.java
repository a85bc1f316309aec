package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Creates token buckets, which start full. */
final class Buckets {

    private Buckets() {}

    /** Creates a bucket for many threads. */
    static Bucket shared(Rate rate, LongSupplier nanoTime) {
        return builder(rate, nanoTime).build();
    }

    /** Creates a bucket for one thread. */
    static Bucket own(Rate rate, LongSupplier nanoTime) {
        return builder(rate, nanoTime)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    /** Takes tokens; if there are too few, takes none and returns the time to wait. */
    static Optional<Duration> take(Bucket bucket, long tokens) {
        if (bucket.tryConsume(tokens)) {
            return Optional.empty();
        }
        return Optional.of(
                Duration.ofNanos(bucket.estimateAbilityToConsume(tokens).getNanosToWaitForRefill()));
    }

    private static LocalBucketBuilder builder(Rate rate, LongSupplier nanoTime) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(rate.most()).refillGreedy(rate.tokens(), rate.period()))
                .withCustomTimePrecision(new NanoClock(nanoTime));
    }

    private record NanoClock(LongSupplier nanoTime) implements TimeMeter {

        @Override
        public long currentTimeNanos() {
            return nanoTime.getAsLong();
        }

        @Override
        public boolean isWallClockBased() {
            return false;
        }
    }
}
