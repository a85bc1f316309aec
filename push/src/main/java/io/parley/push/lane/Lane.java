package io.parley.push.lane;

import io.parley.push.notification.Notification;

import java.time.Instant;
import java.util.Optional;

/**
 * Holds the notifications of one device and conversation: the one whose turn it is, and the newest that came while it was
 * under way. Not thread-safe.
 */
final class Lane {

    private final LaneKey key;
    private Work current;
    private Work next;
    private boolean underWay;
    private Instant startedAt = Instant.MIN;
    private long successesAtStart;
    private int tries;
    private int deviceFailures;
    private int suspicions;

    Lane(LaneKey key, Work first) {
        this.key = key;
        this.current = first;
    }

    /** A work that another one, of that sequence, has replaced. */
    record Replaced(Work work, Outcome.Kind kind, long by) {}

    LaneKey key() {
        return key;
    }

    Work current() {
        return current;
    }

    boolean isUnderWay() {
        return underWay;
    }

    Instant startedAt() {
        return startedAt;
    }

    int tries() {
        return tries;
    }

    int deviceFailures() {
        return deviceFailures;
    }

    /** Takes a further work; returns the one that needn't be sent any more, which may be the same. */
    Optional<Replaced> add(Work work) {
        if (!underWay) {
            Merged merged = merge(current, work);
            current = merged.kept;
            return Optional.of(merged.replaced);
        }
        if (next == null) {
            next = work;
            return Optional.empty();
        }
        Merged merged = merge(next, work);
        next = merged.kept;
        return Optional.of(merged.replaced);
    }

    /** Begins a try. */
    void start(Instant now, long successes) {
        underWay = true;
        startedAt = now;
        successesAtStart = successes;
        tries++;
    }

    /** Ends the current work; returns whether another is to be sent. */
    boolean advance() {
        underWay = false;
        current = next;
        next = null;
        tries = 0;
        deviceFailures = 0;
        suspicions = 0;
        return current != null;
    }

    /** Takes what came meanwhile in place of a work that failed, and keeps its count of failures. */
    Optional<Replaced> again() {
        underWay = false;
        if (next == null) {
            return Optional.empty();
        }
        Merged merged = merge(current, next);
        current = merged.kept;
        next = null;
        return Optional.of(merged.replaced);
    }

    void failedByDevice() {
        deviceFailures++;
    }

    /** Counts a failure while the provider answered others; returns whether these are too many. */
    boolean failedAlone(long successes) {
        if (successes > successesAtStart) {
            suspicions++;
        }
        return suspicions >= LaneLimits.SUSPICIONS;
    }

    /** Changes the notification of the current work. */
    void change(Notification other) {
        current = current.with(other);
    }

    private record Merged(Work kept, Replaced replaced) {}

    private static Merged merge(Work earlier, Work later) {
        Notification before = earlier.notification();
        Notification after = later.notification();
        return after.isRepeatAfter(before)
                ? new Merged(earlier, new Replaced(later, Outcome.Kind.REPEAT, sequence(before)))
                : new Merged(
                        later.with(after.insteadOf(before)),
                        new Replaced(earlier, Outcome.Kind.SUPERSEDED, sequence(after)));
    }

    private static long sequence(Notification notification) {
        return notification.subject().sequence();
    }
}
