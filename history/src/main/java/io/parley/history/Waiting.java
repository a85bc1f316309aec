package io.parley.history;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;

/**
 * Waits without a thread. The pause between two checks starts at {@link #FIRST_PAUSE} and grows by half each time up to
 * {@link #LONGEST_PAUSE}: short waits end at once, and many long waits check seldom.
 */
final class Waiting {

    static final Duration FIRST_PAUSE = Duration.ofMillis(15);
    static final Duration LONGEST_PAUSE = Duration.ofMillis(200);

    private final LongSupplier nanoTime;
    private final Pauses pauses;

    /** Completes a stage after a while. */
    @FunctionalInterface
    interface Pauses {
        CompletionStage<Void> pause(Duration duration);
    }

    Waiting(LongSupplier nanoTime, Pauses pauses) {
        this.nanoTime = nanoTime;
        this.pauses = pauses;
    }

    /** Waits by the machine's clock, on a thread that the caller creates and ends. */
    @SuppressWarnings("FutureReturnValueIgnored") // the stage reports the outcome
    static Waiting on(ScheduledExecutorService timer) {
        return new Waiting(System::nanoTime, duration -> {
            CompletableFuture<Void> over = new CompletableFuture<>();
            try {
                timer.schedule(() -> over.complete(null), duration.toNanos(), TimeUnit.NANOSECONDS);
            } catch (RejectedExecutionException e) {
                over.completeExceptionally(new HistoryUnavailableException("the store is closed", e));
            }
            return over;
        });
    }

    Deadline until(Duration longest) {
        return new Deadline(nanoTime.getAsLong() + longest.toNanos());
    }

    /** One wait with its deadline. Used by one caller at a time. */
    final class Deadline {

        private final long end;
        private Duration next = FIRST_PAUSE;

        private Deadline(long end) {
            this.end = end;
        }

        boolean isOver() {
            return nanoTime.getAsLong() - end >= 0;
        }

        CompletionStage<Void> pause() {
            Duration left = Duration.ofNanos(end - nanoTime.getAsLong());
            Duration now = left.compareTo(next) < 0 ? left : next;
            Duration grown = next.multipliedBy(3).dividedBy(2);
            next = grown.compareTo(LONGEST_PAUSE) < 0 ? grown : LONGEST_PAUSE;
            return pauses.pause(now);
        }
    }
}
