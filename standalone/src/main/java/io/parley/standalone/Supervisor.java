package io.parley.standalone;

import io.parley.runtime.lifecycle.DaemonThreads;
import io.parley.runtime.lifecycle.Deadline;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs parts that build on each other. They start side by side, each as soon as those before it stand; one that fails once
 * all have run is started again, within its budget; and they are stopped one by one, in the reverse of the order in which
 * they were given.
 *
 * <p>Closing may come at any time and from any thread, also while parts are starting: those that are on their way are
 * waited for and stopped, those that aren't never start.
 */
final class Supervisor implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Supervisor.class);
    private static final Duration READY_PATIENCE = Duration.ofSeconds(120);
    private static final long POLL_MILLIS = 200;
    private static final Duration LOOK_INTERVAL = Duration.ofSeconds(1);

    private final Map<String, SupervisedPart> parts = new LinkedHashMap<>();
    private final Consumer<String> operator;
    private final CompletableFuture<Void> ended = new CompletableFuture<>();
    private final ScheduledExecutorService timer = DaemonThreads.timer("supervisor");
    private final ExecutorService restarts = Executors.newCachedThreadPool(DaemonThreads.named("restart"));
    private volatile boolean hasRun;
    private volatile boolean closed;

    /**
     * @param parts each after those that it needs
     * @param operator takes lines for the operator, on any thread
     */
    Supervisor(List<Part> parts, Consumer<String> operator, InstantSource clock) {
        this.operator = operator;
        for (Part part : parts) {
            if (!this.parts.keySet().containsAll(part.after())) {
                throw new IllegalArgumentException(part.name() + " is given before one that it needs: " + part.after());
            }
            if (this.parts.put(part.name(), new SupervisedPart(part, clock)) != null) {
                throw new IllegalArgumentException(part.name() + " is given twice");
            }
        }
    }

    /**
     * Starts all parts and waits until they run.
     *
     * @throws StandaloneException when one can't be started or fails, naming it; the others are left for {@link #close}
     */
    void start() throws InterruptedException {
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        parts.forEach((name, part) -> {
            CompletableFuture<?>[] before =
                    part.part().after().stream().map(starts::get).toArray(CompletableFuture<?>[]::new);
            starts.put(
                    name,
                    CompletableFuture.allOf(before)
                            .thenRunAsync(
                                    () -> started(part, part.start()),
                                    task -> new Thread(task, "start-" + name).start()));
        });
        try {
            CompletableFuture.allOf(starts.values().toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StandaloneException failure ? failure : e;
        }
        awaitRunning();
        hasRun = true;
    }

    /**
     * Restarts one part and waits until all parts run; the others find it missing meanwhile.
     *
     * @throws StandaloneException when it can't be started, or another has failed
     */
    void restart(String name) throws InterruptedException {
        SupervisedPart part = parts.get(name);
        started(part, part.restart());
        awaitRunning();
    }

    /** Returns the state of each part, in the given order. */
    Map<String, PartStatus> statuses() {
        Map<String, PartStatus> statuses = new LinkedHashMap<>();
        parts.forEach((name, part) -> statuses.put(name, part.status()));
        return statuses;
    }

    /**
     * Checks the parts every second from now on and restarts failed ones, as an operator of separate processes would.
     *
     * @param observer gets the states after each check
     */
    void watch(Consumer<Map<String, PartStatus>> observer) {
        var unused =
                timer.scheduleWithFixedDelay(() -> look(observer), 0, LOOK_INTERVAL.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Checks the parts once. */
    void look(Consumer<Map<String, PartStatus>> observer) {
        try {
            Map<String, PartStatus> statuses = statuses();
            observer.accept(statuses);
            statuses.forEach((name, status) -> {
                if (status.hasFailed()) {
                    recover(parts.get(name), status.reason());
                }
            });
        } catch (RuntimeException e) {
            LOG.warn("could not look at the parts", e);
        }
    }

    /**
     * Waits until the parts have ended.
     *
     * @throws StandaloneException when a part that is watched has failed for good; returns when this is closed
     */
    void awaitEnd() {
        try {
            ended.join();
        } catch (CompletionException e) {
            throw (StandaloneException) e.getCause();
        }
    }

    /** Returns whether closing has begun. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        parts.values().forEach(SupervisedPart::bar);
        closed = true;
        timer.shutdownNow();
        restarts.shutdownNow();
        ended.complete(null);
        List<SupervisedPart> reversed = new ArrayList<>(parts.values());
        Collections.reverse(reversed);
        reversed.forEach(SupervisedPart::stop);
    }

    private void started(SupervisedPart part, Duration time) {
        operator.accept(
                String.format(Locale.ROOT, "  %-12s %5.1f s", part.part().name(), time.toMillis() / 1000.0));
    }

    private void awaitRunning() throws InterruptedException {
        Deadline deadline = Deadline.in(READY_PATIENCE);
        List<String> notRunning = notRunning();
        while (!notRunning.isEmpty()) {
            if (closed) {
                throw new StandaloneException("closed before all was ready", null);
            }
            if (deadline.isOver()) {
                throw new StandaloneException(
                        "not ready within " + READY_PATIENCE.toSeconds() + " s: " + String.join(", ", notRunning),
                        null);
            }
            TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            notRunning = notRunning();
        }
    }

    private List<String> notRunning() {
        List<String> notRunning = new ArrayList<>();
        statuses().forEach((name, status) -> {
            if (status.hasFailed()) {
                throw new StandaloneException(name + ": " + status.reason(), null);
            }
            if (!status.isRunning()) {
                notRunning.add(name + " (" + status.reason() + ")");
            }
        });
        return notRunning;
    }

    private void recover(SupervisedPart part, String reason) {
        String name = part.part().name();
        if (part.isRestarting()) {
            return;
        }
        if (!hasRun || !part.mayRestart()) {
            ended.completeExceptionally(new StandaloneException(name + ": " + reason, null));
            return;
        }
        operator.accept(name + ": " + reason + "; starting it again");
        try {
            restarts.execute(() -> restart(part));
        } catch (RejectedExecutionException e) {
            LOG.debug("not starting {} again: closing", name);
        }
    }

    private void restart(SupervisedPart part) {
        try {
            started(part, part.restart());
            operator.accept(part.part().name() + ": runs again");
        } catch (StandaloneException e) {
            LOG.warn("{} could not be started again", part.part().name(), e);
        }
    }
}
