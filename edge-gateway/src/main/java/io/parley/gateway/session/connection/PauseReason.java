package io.parley.gateway.session.connection;

/** Lists why a socket is not read. It is read when no reason is left; each reason is ended by its one owner. */
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

    /** For metrics. */
    public String label() {
        return label;
    }
}
