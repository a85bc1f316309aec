package io.parley.runtime.lifecycle;

import java.util.List;
import java.util.concurrent.CountDownLatch;

/** Lets a process run until it is asked to end, and then closes what runs in it. Thread-safe. */
public final class ProcessEnd {

    private final CountDownLatch closed = new CountDownLatch(1);

    private ProcessEnd() {}

    /** Closes these parts, in this order, when the process is asked to end: on the thread of a shutdown hook. */
    public static ProcessEnd closing(Runnable... parts) {
        ProcessEnd end = new ProcessEnd();
        List<Runnable> inOrder = List.of(parts);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> end.close(inOrder), "shutdown"));
        return end;
    }

    /** Waits until the process was asked to end and its parts are closed. */
    public void await() throws InterruptedException {
        closed.await();
    }

    private void close(List<Runnable> parts) {
        parts.forEach(Runnable::run);
        closed.countDown();
    }
}
