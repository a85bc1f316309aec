package io.parley.standalone;

import java.util.Set;

/**
 * One part of the stack, which may be started more than once.
 *
 * @param name by which it is told of
 * @param after the parts that have to be started before
 * @param starter starts it
 */
record Part(String name, Set<String> after, Starter starter) {

    /** Starts a part and returns when others may build on it. */
    @FunctionalInterface
    interface Starter {

        /** @throws Exception whose message is one line that an operator understands */
        Running start() throws Exception;
    }

    /** A part that was started. */
    interface Running {

        /** How it is now; called often, from one thread at a time. */
        default Condition condition() {
            return Condition.RUNNING;
        }

        /** Stops it and returns when it is gone. */
        default void stop() {}
    }

    /** Of a part that is done once it was started. */
    static final Running DONE = new Running() {};

    Part {
        after = Set.copyOf(after);
    }
}
