package io.parley.topologies;

/** The guarantee of an application about its output after failures. Each has engine settings of its own. */
public enum Guarantee {
    /** Output, state and input position commit together: the basis of the sequence numbers. */
    EXACTLY_ONCE,
    /** Output may repeat but is never lost: cheaper, and enough where a sequence removes repeats. */
    AT_LEAST_ONCE,
    /**
     * At least once, and reads input before it is committed. Only for readers that remove repeats: after an abort the
     * same records come again with the same numbers, since those are a function of {@code commands} alone.
     */
    AHEAD_OF_COMMIT;

    public boolean isTransactional() {
        return this == EXACTLY_ONCE;
    }
}
