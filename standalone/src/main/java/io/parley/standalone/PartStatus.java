package io.parley.standalone;

import java.util.Objects;

/**
 * Says how a part is.
 *
 * @param state what it is doing
 * @param reason in a few words why, where that isn't plain; may be empty
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
