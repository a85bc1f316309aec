package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;

import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits the rate of a session's inbound frames and bytes. A frame that was read is always accepted; the limiter
 * returns how long to pause reading. For the session's event loop.
 */
public final class InboundRateLimiter {

    /** The longest single pause of reading, and the longest total beyond half of the time. */
    static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

    private static final long PAUSE_PER_SECOND = Duration.ofMillis(500).toNanos();

    private final Optional<Bucket> frames;
    private final Optional<Bucket> bytes;
    private final LongSupplier nanoTime;

    /** Time that may be spent paused; created with the first pause, which most sessions never have. */
    private Bucket pauses;

    /**
     * @param largestFrame in bytes, which may arrive at once at any rate
     * @param nanoTime a clock in nanoseconds
     */
    public InboundRateLimiter(ClientLimits limits, int largestFrame, LongSupplier nanoTime) {
        this.nanoTime = nanoTime;
        this.frames = Rate.perSecond(limits.framesPerSecond(), 1).map(rate -> Buckets.own(rate, nanoTime));
        this.bytes = Rate.perSecondWithAtLeast(largestFrame, limits.bytesPerSecond())
                .map(rate -> Buckets.own(rate, nanoTime));
    }

    /** Accepts a frame; returns by how many nanoseconds it exceeds the rate, or 0. */
    public long take(int size) {
        return Math.max(take(frames, 1), take(bytes, size));
    }

    /** Spends this many nanoseconds of pause; false when the session has been paused for too long. */
    public boolean pause(long nanos) {
        if (pauses == null) {
            pauses = Buckets.own(new Rate(LONGEST_PAUSE.toNanos(), PAUSE_PER_SECOND, Duration.ofSeconds(1)), nanoTime);
        }
        return nanos <= 0 || pauses.tryConsume(nanos);
    }

    private static long take(Optional<Bucket> bucket, int tokens) {
        return bucket.isEmpty() || tokens == 0 ? 0 : bucket.get().consumeIgnoringRateLimits(tokens);
    }
}
