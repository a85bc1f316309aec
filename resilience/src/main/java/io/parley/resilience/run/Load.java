package io.parley.resilience.run;

import io.parley.resilience.client.User;
import io.parley.resilience.journal.Entry;
import io.parley.resilience.journal.Journal;
import io.parley.resilience.layout.Layout;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Keeps a crowd talking at a fixed rate, however late answers come, and takes thread dumps when nothing reaches anybody.
 */
final class Load {

    private static final long DROP_MILLIS = 2_500;
    private static final long BLINK_MILLIS = 2_500;
    private static final long HEARTBEAT_MILLIS = 2_000;
    private static final Duration STALLED = Duration.ofSeconds(6);
    private static final long DUMP_PERIOD_MILLIS = 5_000;
    private static final long REMOVE_AFTER_MILLIS = 1_000;
    private static final long ADD_AFTER_MILLIS = 1_500;

    private final Crowd crowd;
    private final Journal journal;
    private final ScheduledExecutorService crowdThread;
    private final List<Future<?>> tasks;

    /**
     * Begins.
     *
     * @param crowdThread one thread, the only one that moves the crowd
     * @param watcher takes thread dumps
     */
    Load(
            Crowd crowd,
            double rate,
            Journal journal,
            Layout layout,
            ScheduledExecutorService crowdThread,
            ScheduledExecutorService watcher) {
        this.crowd = crowd;
        this.journal = journal;
        this.crowdThread = crowdThread;
        long everyMicros = (long) (TimeUnit.SECONDS.toMicros(1) / rate);
        tasks = List.of(
                crowdThread.scheduleAtFixedRate(crowd::sayOne, 0, everyMicros, TimeUnit.MICROSECONDS),
                crowdThread.scheduleAtFixedRate(crowd::dropOne, DROP_MILLIS, DROP_MILLIS, TimeUnit.MILLISECONDS),
                crowdThread.scheduleAtFixedRate(
                        () -> crowd.blink(journal), BLINK_MILLIS, BLINK_MILLIS, TimeUnit.MILLISECONDS),
                watcher.scheduleWithFixedDelay(
                        () -> dumpAtAStall(layout), DUMP_PERIOD_MILLIS, DUMP_PERIOD_MILLIS, TimeUnit.MILLISECONDS));
        // They go on until the crowd has settled, and end with their thread.
        var unused = crowdThread.scheduleAtFixedRate(
                () -> crowd.everybody().forEach(User::heartbeat),
                HEARTBEAT_MILLIS,
                HEARTBEAT_MILLIS,
                TimeUnit.MILLISECONDS);
    }

    /** Changes the members of two groups in the moments after a fault. */
    void changeMembers() {
        var unusedRemoval = crowdThread.schedule(crowd::removeOne, REMOVE_AFTER_MILLIS, TimeUnit.MILLISECONDS);
        var unusedAddition = crowdThread.schedule(crowd::addOne, ADD_AFTER_MILLIS, TimeUnit.MILLISECONDS);
    }

    /**
     * Ends; nothing more is sent but what has to be repeated.
     *
     * @throws IllegalStateException if a part of it had failed
     */
    void end() {
        boolean failed = tasks.stream().anyMatch(Future::isDone);
        tasks.forEach(task -> task.cancel(false));
        if (failed) {
            throw new IllegalStateException("a part of the load has failed, so the run shows nothing");
        }
    }

    private void dumpAtAStall(Layout layout) {
        if (journal.silence() > STALLED.toMillis()) {
            journal.mark(Entry.Phase.STALL, "thread dumps are in the logs");
            layout.dumpThreads();
        }
    }
}
