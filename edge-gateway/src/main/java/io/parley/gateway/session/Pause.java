package io.parley.gateway.session;

/** Why a socket is not read. It is read when there is no reason left; each reason has one owner, who ends it. */
public enum Pause {
    /** The session isn't registered, and enough frames wait for that. */
    REGISTRATION,
    /** Too much waits for the log. */
    LOG,
    /** The client sends faster than a session may. */
    RATE
}
