package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.github.bucket4j.TimeMeter;
import io.github.bucket4j.local.LocalBucketBuilder;
import io.github.bucket4j.local.SynchronizationStrategy;

import java.time.Duration;
import java.util.function.LongSupplier;

/** Creates token buckets, which start full. */
final class Buckets {

    private Buckets() {}

    /** A bucket for many threads. */
    static Bucket shared(long capacity, long perSecond, LongSupplier nanoTime) {
        return builder(capacity, perSecond, nanoTime).build();
    }

    /** Creates a bucket for one thread. */
    static Bucket own(long capacity, long perSecond, LongSupplier nanoTime) {
        return builder(capacity, perSecond, nanoTime)
                .withSynchronizationStrategy(SynchronizationStrategy.NONE)
                .build();
    }

    private static LocalBucketBuilder builder(long capacity, long perSecond, LongSupplier nanoTime) {
        return Bucket.builder()
                .addLimit(limit -> limit.capacity(capacity).refillGreedy(perSecond, Duration.ofSeconds(1)))
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
