package io.parley.push.lane;

/** Is informed of the end of one notification. Called once at most, on any thread; must not block. */
public interface Ending {

    /** Takes the outcome. */
    void ended(Outcome outcome);

    /** Returns whether nobody waits for the outcome any more, so that the notification needn't be sent: others will. */
    boolean isAbandoned();
}
