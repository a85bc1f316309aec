package io.parley.gateway.session.connection;

/**
 * Lists the reasons for not reading a socket. It is read when no reason is left; each reason is ended by its only
 * owner.
 */
public enum PauseReason {
    /** A request is being answered. */
    ANSWER("answer"),
    /** The session isn't registered, and enough frames wait for that. */
    REGISTRATION("registration"),
    /** Too much waits for the log. */
    LOG("log"),
    /** The client sends faster than a session may. */
    RATE("rate");

    private final String label;

    PauseReason(String label) {
        this.label = label;
    }

    /** The label in metrics. */
    public String label() {
        return label;
    }
}
