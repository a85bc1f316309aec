package io.parley.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a server as a child process. It can be killed, and its process is known, for what tests do to it. */
public abstract class ChildServer implements Server {

    private final String name;
    private final Spawner spawner;
    private volatile ChildProcess child;

    ChildServer(String name, Spawner spawner) {
        this.name = name;
        this.spawner = spawner;
    }

    /** Starts the child and waits until it is ready. */
    abstract ChildProcess launch();

    /**
     * Starts a process that has the server's name.
     *
     * @param command an absolute path of the executable and its arguments
     * @param stopBound how long it may take to end when asked; then it is killed
     */
    final ChildProcess spawn(List<String> command, Path folder, Duration stopBound) {
        return spawn(command, Map.of(), folder, stopBound);
    }

    /** Starts a process with further variables of its environment. */
    final ChildProcess spawn(List<String> command, Map<String, String> environment, Path folder, Duration stopBound) {
        return ChildProcess.start(spawner, name, command, environment, folder, stopBound);
    }

    @Override
    public void start() {
        if (child != null) {
            throw new IllegalStateException(name + " runs already");
        }
        child = launch();
    }

    @Override
    public void stop() {
        if (child != null) {
            child.close();
            child = null;
        }
    }

    /** Ends the server as a crash would; {@link #start} starts it again. */
    public void kill() {
        if (child != null) {
            child.kill();
            child = null;
        }
    }

    /**
     * Returns the number of the server's process.
     *
     * @throws IllegalStateException if the server wasn't started, or was stopped
     */
    public long pid() {
        // Another thread may stop the server meanwhile.
        ChildProcess current = child;
        if (current == null) {
            throw new IllegalStateException(name + " doesn't run");
        }
        return current.pid();
    }

    @Override
    public boolean isRunning() {
        ChildProcess current = child;
        return current != null && current.isAlive();
    }

    @Override
    public String toString() {
        return name;
    }
}
