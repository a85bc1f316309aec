package io.parley.topologies;

/** What an application promises about its output when something fails; each has engine settings of its own. */
public enum Guarantee {
    /** Output, state and input position commit together: what the sequence numbers stand on. */
    EXACTLY_ONCE,
    /** Output may repeat but is never lost: cheaper, and enough where a sequence number removes repeats. */
    AT_LEAST_ONCE,
    /**
     * At least once, and what it reads isn't waited for until it is committed. Only for readers that remove
     * repeats: what was aborted comes again with the same numbers, since those are a function of {@code commands} alone.
     */
    AHEAD_OF_COMMIT;

    public boolean isTransactional() {
        return this == EXACTLY_ONCE;
    }
}
