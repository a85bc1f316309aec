package io.parley.topologies.conversation.fanout;

import org.apache.kafka.streams.processor.Cancellable;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ProcessorContext;

import java.time.Duration;
import java.util.function.LongConsumer;

/**
 * Wakes a task when what waits in it is due, once for each time that it is set: a task that punctuates commits, and an idle
 * one is to make no transaction. For the task's thread; times are the engine's, in ms.
 */
public final class Alarm {

    /** How late it may be: it wakes the task no sooner than this after it was set, however many things are due. */
    public static final Duration LATE = Duration.ofMillis(100);

    /** When nothing waits. */
    static final long NEVER = Long.MAX_VALUE;

    private final ProcessorContext<?, ?> context;
    private final LongConsumer wake;
    private Cancellable set;
    private long atMs;

    /** @param wake gets the time; it may set the alarm anew */
    public Alarm(ProcessorContext<?, ?> context, LongConsumer wake) {
        this.context = context;
        this.wake = wake;
    }

    /** Wakes the task at this time or {@link #LATE} later, if it isn't set for an earlier one. */
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
