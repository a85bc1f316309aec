package io.parley.protocol;

/** Bounds the preferences of one user. */
public final class PreferenceLimits {

    /** The most users that one user may have blocked at a time. */
    public static final int MOST_BLOCKED = 1_000;

    /** The most conversations that one user may have muted at a time. */
    public static final int MOST_MUTED = 1_000;

    private PreferenceLimits() {}
}
