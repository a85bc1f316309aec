package io.parley.topologies.parts;

import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Wakes a task when a delayed update is due, once each time it is set: a task that punctuates commits, and an idle task
 * should make no transaction. For the task's thread; times are the engine's, in ms.
 */
public final class Alarm {

    /**
     * The greatest delay: it wakes the task no sooner than this after it was set, so that many updates share one
     * wake-up.
     */
    public static final Duration LATE = Duration.ofMillis(100);

    /** The due time when nothing waits. */
    public static final long NEVER = Long.MAX_VALUE;

    private final ProcessorContext<?, ?> context;
    private final LongConsumer wake;
    private Cancellable set;
    private long atMs;

    /** @param wake receives the time; it may set the alarm again */
    public Alarm(ProcessorContext<?, ?> context, LongConsumer wake) {
        this.context = context;
        this.wake = wake;
    }

    /** Wakes the task at this time, at most {@link #LATE} later, unless it is set for an earlier one. */
    public void setFor(long dueMs, long nowMs) {
        long soonest = nowMs + LATE.toMillis();
        if (dueMs == NEVER || (set != null && atMs <= Math.max(dueMs, soonest))) {
            return;
        }
        cancel();
        atMs = Math.max(dueMs, soonest);
        set = context.schedule(Duration.ofMillis(atMs - nowMs), PunctuationType.WALL_CLOCK_TIME, this::ring);
    }

    public void cancel() {
        if (set != null) {
            set.cancel();
            set = null;
        }
    }

    private void ring(long nowMs) {
        cancel();
        wake.accept(nowMs);
    }
}
