package io.parley.gateway.presence;

import io.parley.gateway.frame.ServerFrame;

import java.util.concurrent.Executor;

/** Views the presence of users. */
public interface PresenceViewer {

    /** Where {@link #presenceChanged} has to be called. */
    Executor executor();

    /**
     * A user's status changed, or became known.
     *
     * @param frame says it; the viewer gives the reference back
     */
    void presenceChanged(String userId, ServerFrame frame);
}
