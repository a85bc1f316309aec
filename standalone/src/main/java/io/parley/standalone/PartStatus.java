package io.parley.standalone;

import java.util.Objects;

/**
 * Holds the state of a part.
 *
 * @param state what the part does now
 * @param reason the cause in a few words, where it isn't plain; may be empty
 */
record PartStatus(State state, String reason) {

    enum State {
        WAITING,
        STARTING,
        RUNNING,
        FAILED,
        STOPPED
    }

    static final PartStatus RUNNING = new PartStatus(State.RUNNING, "");

    PartStatus {
        Objects.requireNonNull(state, "state");
        Objects.requireNonNull(reason, "reason");
    }

    static PartStatus starting(String reason) {
        return new PartStatus(State.STARTING, reason);
    }

    static PartStatus failed(String reason) {
        return new PartStatus(State.FAILED, reason);
    }

    boolean isRunning() {
        return state == State.RUNNING;
    }

    boolean hasFailed() {
        return state == State.FAILED;
    }
}
