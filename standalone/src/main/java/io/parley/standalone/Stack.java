package io.parley.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.BiConsumer;

/**
 * Parts that build on each other. They start side by side, each as soon as those before it stand, and are closed one by
 * one in the reverse of the order they were given in.
 *
 * <p>Closing may come at any time and from any thread, also while parts are starting: those that are on their way are
 * waited for and closed, those that aren't never start.
 */
final class Stack implements AutoCloseable {

    private static final Logger LOG = LoggerFactory.getLogger(Stack.class);

    private final Map<String, Place> places = new LinkedHashMap<>();
    private final BiConsumer<String, Duration> onStarted;
    private volatile boolean closed;

    /** @param onStarted told of each part that was started and of the time it took, on any thread */
    Stack(List<Part> parts, BiConsumer<String, Duration> onStarted) {
        this.onStarted = onStarted;
        for (Part part : parts) {
            if (!places.keySet().containsAll(part.after())) {
                throw new IllegalArgumentException(part.name() + " is given before one that it needs: " + part.after());
            }
            if (places.put(part.name(), new Place(part)) != null) {
                throw new IllegalArgumentException(part.name() + " is given twice");
            }
        }
    }

    /**
     * Starts all parts and returns when they are started.
     *
     * @throws StackException when one can't be started, naming it; the others are left for {@link #close}
     */
    void start() {
        Map<String, CompletableFuture<Void>> starts = new LinkedHashMap<>();
        for (Place place : places.values()) {
            CompletableFuture<?>[] before =
                    place.part.after().stream().map(starts::get).toArray(CompletableFuture<?>[]::new);
            starts.put(
                    place.part.name(),
                    CompletableFuture.allOf(before)
                            .thenRunAsync(
                                    place::start, task -> new Thread(task, "start-" + place.part.name()).start()));
        }
        try {
            CompletableFuture.allOf(starts.values().toArray(CompletableFuture<?>[]::new))
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof StackException failure ? failure : e;
        }
    }

    /** Closes one part and starts it again; others see it gone meanwhile. */
    void restart(String name) {
        Place place = places.get(name);
        place.stop();
        place.start();
    }

    /** How each part is, in the order they were given in. */
    Map<String, Condition> conditions() {
        Map<String, Condition> conditions = new LinkedHashMap<>();
        places.forEach((name, place) -> conditions.put(name, place.condition()));
        return conditions;
    }

    /** Whether closing has begun. */
    boolean isClosed() {
        return closed;
    }

    @Override
    public void close() {
        closed = true;
        List<Place> reversed = new ArrayList<>(places.values());
        Collections.reverse(reversed);
        reversed.forEach(Place::stop);
    }

    /** A part and what became of it. */
    private final class Place {

        private final Part part;
        private volatile Condition before = new Condition(Condition.State.WAITING, "");
        private volatile Part.Running running;

        Place(Part part) {
            this.part = part;
        }

        synchronized void start() {
            if (closed) {
                throw new StackException(part.name() + ": closed before it was started", null);
            }
            before = Condition.starting("");
            long begin = System.nanoTime();
            try {
                running = part.starter().start();
            } catch (Exception e) {
                before = Condition.failed(String.valueOf(e.getMessage()));
                throw new StackException(part.name() + ": " + e.getMessage(), e);
            }
            onStarted.accept(part.name(), Duration.ofNanos(System.nanoTime() - begin));
        }

        synchronized void stop() {
            Part.Running stopping = running;
            running = null;
            before = new Condition(Condition.State.STOPPED, "");
            if (stopping != null) {
                try {
                    stopping.stop();
                } catch (RuntimeException e) {
                    LOG.error("{} did not stop in order", part.name(), e);
                }
            }
        }

        Condition condition() {
            Part.Running now = running;
            return now == null ? before : now.condition();
        }
    }
}
