package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * What a session sends, in frames and bytes. A frame that is there is always taken; what it is too early is the time for
 * which nothing more should be read. For the session's event loop.
 */
public final class Intake {

    /** How long a session may be paused at a stretch, and beyond half of the time in the long run. */
    static final Duration PATIENCE = Duration.ofSeconds(30);

    private static final long PAUSED_PER_SECOND = Duration.ofMillis(500).toNanos();

    private final Optional<Bucket> frames;
    private final Optional<Bucket> bytes;
    private final LongSupplier nanoTime;

    /** Made with the first pause, which most sessions never have. */
    private Bucket patience;

    /**
     * @param largestFrame in bytes, which may come at once whatever the rate is
     * @param nanoTime a clock in nanoseconds
     */
    public Intake(ClientLimits limits, int largestFrame, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.frames = bucket(limits.framesPerSecond(), limits.framesPerSecond());
        this.bytes = bucket(Math.max(limits.bytesPerSecond(), largestFrame), limits.bytesPerSecond());
    }

    /** Takes a frame. By how many nanoseconds it came too early: 0 when it didn't. */
    public long take(int size) {
        return Math.max(take(frames, 1), take(bytes, size));
    }

    /** Nothing is going to be read for so many nanoseconds more. False when that has been so for too long. */
    public boolean pause(long nanos) {
        if (patience == null) {
            patience = Buckets.own(PATIENCE.toNanos(), PAUSED_PER_SECOND, nanoTime);
        }
        return nanos <= 0 || patience.tryConsume(nanos);
    }

    private static long take(Optional<Bucket> bucket, int tokens) {
        return bucket.isEmpty() || tokens == 0 ? 0 : bucket.get().consumeIgnoringRateLimits(tokens);
    }

    private Optional<Bucket> bucket(long capacity, long perSecond) {
        return perSecond == 0 ? Optional.empty() : Optional.of(Buckets.own(capacity, perSecond, nanoTime));
    }
}
