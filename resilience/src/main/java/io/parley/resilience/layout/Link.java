package io.parley.resilience.layout;

import io.parley.servers.Ports;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Carries the connections to one server, and can be cut: a proxy that holds back what goes one way or both, as a broken
 * network does, delays answers, or resets all connections.
 *
 * <p>What was held back goes on when the link is whole again, since TCP would send it again. Safe for many threads.
 */
public final class Link implements AutoCloseable {

    private static final int BUFFER_BYTES = 16_384;

    private final int target;
    private final ServerSocket listener;
    private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private Flow flow = Flow.WHOLE;
    private volatile long delayMillis;

    /** Names which way bytes go. */
    public enum Flow {
        /** Both ways. */
        WHOLE,
        /** To the server alone: it gets requests, and its answers don't come. */
        NO_ANSWERS,
        /** From the server alone: it gets nothing. */
        NO_REQUESTS,
        /** Neither way. */
        CUT;

        private boolean stops(boolean answers) {
            return this == CUT || this == (answers ? NO_ANSWERS : NO_REQUESTS);
        }
    }

    /**
     * Listens at once.
     *
     * @param port of the loopback address, where clients of the server connect
     * @param target the server's own port
     */
    Link(int port, int target) {
        this.target = target;
        try {
            listener = new ServerSocket();
            listener.setReuseAddress(true);
            listener.bind(new InetSocketAddress(Ports.loopback(), port));
        } catch (IOException e) {
            throw new UncheckedIOException("can't listen on port " + port, e);
        }
        thread("link-" + port, this::accept);
    }

    /** Returns where clients connect. */
    int port() {
        return listener.getLocalPort();
    }

    /** Sets which way bytes go from now on. */
    public void set(Flow next) {
        lock.lock();
        try {
            flow = next;
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** Has every answer come so much later from now on. */
    public void delay(Duration delay) {
        delayMillis = delay.toMillis();
    }

    /** Breaks all connections, in the middle of an answer where one is under way; returns how many there were. */
    public int reset() {
        int broken = 0;
        for (Socket socket : sockets) {
            quietly(() -> socket.setSoLinger(true, 0));
            quietly(socket::close);
            broken++;
        }
        return broken / 2;
    }

    @Override
    public void close() {
        quietly(listener::close);
        set(Flow.WHOLE);
        reset();
    }

    private void accept() {
        while (!listener.isClosed()) {
            try {
                Socket client = listener.accept();
                thread("link-" + port() + "-connect", () -> connect(client));
            } catch (IOException closed) {
                return;
            }
        }
    }

    private void connect(Socket client) {
        Socket server = new Socket();
        try {
            await(false);
            server.connect(new InetSocketAddress(Ports.loopback(), target));
            client.setTcpNoDelay(true);
            server.setTcpNoDelay(true);
            sockets.add(client);
            sockets.add(server);
            thread("link-" + port() + "-answers", () -> pump(server, client, true));
            pump(client, server, false);
        } catch (IOException refused) {
            close(client, server);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void pump(Socket from, Socket to, boolean answers) {
        byte[] buffer = new byte[BUFFER_BYTES];
        try {
            for (int read = from.getInputStream().read(buffer);
                    read >= 0;
                    read = from.getInputStream().read(buffer)) {
                await(answers);
                if (answers && delayMillis > 0) {
                    TimeUnit.MILLISECONDS.sleep(delayMillis);
                }
                to.getOutputStream().write(buffer, 0, read);
            }
            await(answers);
            to.shutdownOutput();
            if (from.isOutputShutdown()) {
                // The other way has ended as well.
                close(from, to);
            }
        } catch (IOException broken) {
            close(from, to);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            sockets.removeIf(Socket::isClosed);
        }
    }

    private void await(boolean answers) throws InterruptedException {
        lock.lock();
        try {
            while (flow.stops(answers)) {
                changed.await();
            }
        } finally {
            lock.unlock();
        }
    }

    private static void close(Socket one, Socket other) {
        quietly(one::close);
        quietly(other::close);
    }

    private static void thread(String name, Runnable work) {
        Thread thread = new Thread(work, name);
        thread.setDaemon(true);
        thread.start();
    }

    private interface Step {
        void run() throws IOException;
    }

    private static void quietly(Step step) {
        try {
            step.run();
        } catch (IOException goneAlready) {
            // That is what was wanted.
        }
    }
}
