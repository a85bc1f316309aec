package io.parley.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/**
 * Looks at the parts every second: keeps what {@code status} reads up to date, and has a part that has failed started
 * again, as whoever runs the parts as processes of their own would. The broker is the exception: it shares the process.
 */
final class Watch implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Watch.class);

    /** What it tells beside addresses and parts: the steps that are asked before a number is given. */
    static final String STEPS = "steps";

    private static final Duration INTERVAL = Duration.ofSeconds(1);

    private final Standalone standalone;
    private final DataFolder folder;
    private final Revivals revivals;
    private final Instant since = Instant.now();
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "watch");
        thread.setDaemon(true);
        return thread;
    });

    Watch(Standalone standalone, DataFolder folder, Revivals revivals) {
        this.standalone = standalone;
        this.folder = folder;
        this.revivals = revivals;
        var unused = timer.scheduleWithFixedDelay(this::look, 0, INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /**
     * Waits for the end.
     *
     * @throws StackException when a part has failed for good; returns when this is closed
     */
    void awaitEnd() {
        try {
            ended.join();
        } catch (CompletionException e) {
            throw (StackException) e.getCause();
        }
    }

    @Override
    public void close() {
        timer.shutdownNow();
        revivals.close();
        ended.complete(null);
    }

    private void look() {
        try {
            Map<String, Condition> conditions = standalone.conditions();
            folder.tell(instance(conditions));
            conditions.forEach((part, condition) -> {
                if (condition.hasFailed() && !revivals.begin(part, condition.reason())) {
                    ended.completeExceptionally(new StackException(part + ": " + condition.reason(), null));
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("could not look at the parts", e);
        }
    }

    private Map<String, String> instance(Map<String, Condition> conditions) {
        Map<String, String> told = new TreeMap<>(standalone.addresses());
        told.put("pid", Long.toString(ProcessHandle.current().pid()));
        told.put("since", since.toString());
        told.put(STEPS, String.join(", ", standalone.steps()));
        int number = 0;
        for (Map.Entry<String, Condition> part : conditions.entrySet()) {
            String key = String.format(Locale.ROOT, "part.%02d.", number++);
            told.put(key + "name", part.getKey());
            told.put(key + "state", part.getValue().state().name());
            told.put(key + "reason", part.getValue().reason());
        }
        return told;
    }
}
