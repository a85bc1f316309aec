package io.parley.standalone;

import java.util.Set;

/**
 * Describes one part of an instance: a server, something to set up, a topology, the gateway.
 *
 * @param name the name that operators see
 * @param after the parts that have to be started before
 * @param restarts how often it is started again within a while when it fails
 * @param starter starts it, which may be done more than once
 */
record Part(String name, Set<String> after, int restarts, Starter starter) {

    /** Starts a part and waits until others may build on it. */
    @FunctionalInterface
    interface Starter {

        /** @throws Exception whose message is one line that an operator understands */
        Running start() throws Exception;
    }

    /** Represents a part that was started. */
    interface Running {

        /** Returns its present state; called often, from one thread at a time. */
        default PartStatus status() {
            return PartStatus.RUNNING;
        }

        /** Stops the part and waits for its end. */
        default void stop() {}
    }

    /** Represents a part that has nothing left to run after its start. */
    static final Running DONE = new Running() {};

    Part {
        after = Set.copyOf(after);
    }
}
