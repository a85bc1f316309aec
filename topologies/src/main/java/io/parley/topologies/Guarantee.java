package io.parley.topologies;

/** What an application promises about its output when something fails; each has engine settings of its own. */
public enum Guarantee {
    /** Output, state and input position commit together: what the sequence numbers stand on. */
    EXACTLY_ONCE,
    /** Output may repeat but is never lost: cheaper, and enough where a sequence number removes repeats. */
    AT_LEAST_ONCE
}
