package io.parley.standalone;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;

/**
 * Starts parts again that ended by themselves, each {@value #TIMES} times within ten minutes: what ends again and again
 * is no accident. Not the broker, whose end takes everything with it. Safe for use by several threads.
 */
final class Revivals implements AutoCloseable {

    static final int TIMES = 3;

    private static final Logger LOG = LoggerFactory.getLogger(Revivals.class);
    private static final Duration WINDOW = Duration.ofMinutes(10);

    private final Consumer<String> restart;
    private final Consumer<String> tell;
    private final Clock clock;
    private final Map<String, Deque<Instant>> recent = new HashMap<>();
    private final Set<String> underWay = new HashSet<>();
    private boolean open;
    private final ExecutorService threads = Executors.newCachedThreadPool(task -> {
        Thread thread = new Thread(task, "revival");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * @param restart closes a part and starts it again
     * @param tell takes lines for the operator
     */
    Revivals(Consumer<String> restart, Consumer<String> tell, Clock clock) {
        this.restart = restart;
        this.tell = tell;
        this.clock = clock;
    }

    /** From now on parts are started again: what fails before, while all is started, isn't. */
    synchronized void open() {
        open = true;
    }

    /** Begins to start it again, unless that is under way. Whether it may be hoped for. */
    synchronized boolean begin(String part, String reason) {
        if (underWay.contains(part)) {
            return true;
        }
        Instant now = clock.instant();
        Deque<Instant> times = recent.computeIfAbsent(part, name -> new ArrayDeque<>());
        while (!times.isEmpty() && times.peekFirst().isBefore(now.minus(WINDOW))) {
            times.removeFirst();
        }
        if (!open || part.equals(Blueprint.BROKER) || times.size() >= TIMES) {
            return false;
        }
        times.addLast(now);
        underWay.add(part);
        tell.accept(part + ": " + reason + "; starting it again");
        try {
            threads.execute(() -> run(part));
        } catch (RejectedExecutionException e) {
            LOG.debug("not starting {} again: closing", part);
        }
        return true;
    }

    private void run(String part) {
        try {
            restart.accept(part);
            tell.accept(part + ": runs again");
        } catch (StackException e) {
            LOG.warn("{} could not be started again", part, e);
        } finally {
            synchronized (this) {
                underWay.remove(part);
            }
        }
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
