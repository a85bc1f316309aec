package io.parley.runtime.lifecycle;

/** Names the exit codes of Parley's processes. */
public final class ExitCode {

    /** The process was asked to end. */
    public static final int STOPPED = 0;

    /** The process could not start, or could not go on. */
    public static final int FAILED = 1;

    /** An argument or a setting is invalid. */
    public static final int MISUSED = 2;

    private ExitCode() {}
}
