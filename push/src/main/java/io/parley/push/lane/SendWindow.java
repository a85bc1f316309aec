package io.parley.push.lane;

import java.time.Duration;
import java.time.Instant;

/**
 * Bounds how many notifications are under way to one provider. The window is halved when the provider is overloaded and
 * grows with its answers: by one each below half of what it first failed at, then by one for each window of them. One failure
 * among many answers is no overload. Not thread-safe.
 *
 * <pre>
 *  window 8: 8 answers                   9
 *  window 8: busy, Retry-After 10 s      4, and nothing starts for 10 s
 *  window 8: 7 answers, 1 time-out       8
 * </pre>
 */
final class SendWindow {

    /** The weight of one answer in the share of failures. */
    private static final double WEIGHT = 1.0 / 32;

    /** The share of failures that is no accident any more. */
    private static final double OVERLOAD = 0.1;

    private final int most;
    private final Backoff backoff;
    private double size;
    private double threshold;
    private double failureShare;
    private int inFlight;
    private int cuts;
    private long successes;
    private Instant lastCut = Instant.MIN;
    private Instant pausedUntil = Instant.MIN;

    SendWindow(int most, Backoff backoff) {
        this.most = most;
        this.backoff = backoff;
        this.size = most;
        this.threshold = most;
    }

    boolean mayStart(Instant now) {
        return inFlight < (int) size && !now.isBefore(pausedUntil);
    }

    void start() {
        inFlight++;
    }

    /** Takes an answer of any kind but that the provider is busy. */
    void answered() {
        inFlight--;
        successes++;
        cuts = 0;
        failureShare *= 1 - WEIGHT;
        size = Math.min(most, size + (size < threshold ? 1 : 1 / size));
    }

    /**
     * Takes a failure.
     *
     * @param started when it was asked: those that were under way at the last cut were counted with it
     * @param atLeast the wait that the provider asks for, or nothing
     */
    void busy(Instant started, Instant now, Duration atLeast) {
        inFlight--;
        failureShare = failureShare * (1 - WEIGHT) + WEIGHT;
        if (atLeast.isZero() && failureShare < OVERLOAD && cuts == 0) {
            return;
        }
        if (started.isAfter(lastCut)) {
            cut(now, atLeast);
        } else if (now.plus(atLeast).isAfter(pausedUntil)) {
            pausedUntil = now.plus(atLeast);
        }
    }

    private void cut(Instant now, Duration atLeast) {
        cuts++;
        size = Math.max(1, size / 2);
        threshold = cuts == 1 ? size : threshold;
        failureShare = 0;
        lastCut = now;
        pausedUntil = now.plus(backoff.provider(cuts, atLeast));
    }

    /** Counts the answers so far. */
    long successes() {
        return successes;
    }

    int inFlight() {
        return inFlight;
    }

    int size() {
        return (int) size;
    }
}
