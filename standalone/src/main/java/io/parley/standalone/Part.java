package io.parley.standalone;

import java.util.Set;

/**
 * Describes one part of what runs on a machine: a server, something to set up, a topology, the gateway.
 *
 * @param name by which the operator knows it
 * @param after the parts that have to be started before
 * @param restarts how often it is started again within a while when it fails
 * @param starter starts it, which may be done more than once
 */
record Part(String name, Set<String> after, int restarts, Starter starter) {

    /** Starts a part and returns when others may build on it. */
    @FunctionalInterface
    interface Starter {

        /** @throws Exception whose message is one line that an operator understands */
        Running start() throws Exception;
    }

    /** A part that was started. */
    interface Running {

        /** Returns how it is now; called often, from one thread at a time. */
        default PartStatus status() {
            return PartStatus.RUNNING;
        }

        /** Stops it and returns when it is gone. */
        default void stop() {}
    }

    /** What is done once it was started. */
    static final Running DONE = new Running() {};

    Part {
        after = Set.copyOf(after);
    }
}
