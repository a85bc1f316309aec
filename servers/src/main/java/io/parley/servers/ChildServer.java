package io.parley.servers;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** Runs a server as a child process. */
abstract class ChildServer implements Server {

    private final String name;
    private final Spawner spawner;
    private ChildProcess child;

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
        return ChildProcess.start(spawner, name, command, Map.of(), folder, stopBound);
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

    @Override
    public boolean isRunning() {
        return child != null && child.isAlive();
    }

    @Override
    public String toString() {
        return name;
    }
}
