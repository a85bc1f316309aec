package io.parley.gateway.session;

/** Why a socket is not read. It is read when there is no reason left; each reason has one owner, who ends it. */
public enum Pause {
    /** A request is being answered. */
    ANSWER("answer"),
    /** The session isn't registered, and enough frames wait for that. */
    REGISTRATION("registration"),
    /** Too much waits for the log. */
    LOG("log"),
    /** The client sends faster than a session may. */
    RATE("rate");

    private final String label;

    Pause(String label) {
        this.label = label;
    }

    /** For metrics. */
    public String label() {
        return label;
    }
}
