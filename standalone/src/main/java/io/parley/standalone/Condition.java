package io.parley.standalone;

import java.util.Objects;

/**
 * How a part is.
 *
 * @param state what it is doing
 * @param reason in a few words why, where that isn't plain; may be empty
 */
record Condition(State state, String reason) {

    enum State {
        WAITING,
        STARTING,
        RUNNING,
        FAILED,
        STOPPED
    }

    static final Condition RUNNING = new Condition(State.RUNNING, "");

    Condition {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
    }

    static Condition starting(String reason) {
        return new Condition(State.STARTING, reason);
    }

    static Condition failed(String reason) {
        return new Condition(State.FAILED, reason);
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean hasFailed() {
        return state == State.FAILED;
    }
}
