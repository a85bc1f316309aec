package io.parley.gateway.client;

import com.fasterxml.jackson.databind.JsonNode;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;

/** Keeps the frames that came in over one connection, and how it ended. Safe for use by many threads. */
final class ReceivedFrames {

    private static final int SHOWN = 20;

    private final Duration patience;
    private final List<JsonNode> all = new ArrayList<>();
    private final List<JsonNode> waiting = new ArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();

    ReceivedFrames(Duration patience) {
        this.patience = patience;
    }

    synchronized void add(JsonNode frame) {
        all.add(frame);
        waiting.add(frame);
        notifyAll();
    }

    synchronized void end(int code) {
        closed.complete(code);
        notifyAll();
    }

    /** Completes with the close code. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    synchronized List<JsonNode> all() {
        return List.copyOf(all);
    }

    synchronized void forget() {
        all.clear();
        waiting.clear();
    }

    /** Takes the first frame that waits or comes and fits. */
    synchronized JsonNode take(Predicate<JsonNode> fits) {
        JsonNode frame = await(waiting, fits);
        waiting.remove(frame);
        return frame;
    }

    /** Waits for a frame that fits, unless one has come, and leaves it to be taken. */
    synchronized JsonNode await(Predicate<JsonNode> fits) {
        return await(all, fits);
    }

    private synchronized JsonNode await(List<JsonNode> frames, Predicate<JsonNode> fits) {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            Optional<JsonNode> found = frames.stream().filter(fits).findFirst();
            if (found.isPresent()) {
                return found.get();
            }
            long left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
            if (left <= 0 || closed.isDone()) {
                throw new AssertionError("the frame did not come; "
                        + (closed.isDone() ? "closed with " + closed.join() + ", " : "")
                        + "others: " + frames.subList(Math.max(0, frames.size() - SHOWN), frames.size()));
            }
            try {
                wait(left);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new AssertionError("interrupted", e);
            }
        }
    }
}
