package io.parley.servers;

/** What all servers that run as a child process have in common. */
abstract class ChildServer implements Server {

    private final String name;
    private ChildProcess child;

    ChildServer(String name) {
        this.name = name;
    }

    /** Starts the child and waits until it is ready. */
    abstract ChildProcess launch();

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
