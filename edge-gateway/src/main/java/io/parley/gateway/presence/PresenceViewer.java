package io.parley.gateway.presence;

import io.parley.avro.PresenceChange;
import io.parley.gateway.frame.ServerFrame;

import java.util.concurrent.Executor;

/** Views the presence of users. */
public interface PresenceViewer {

    /** The executor on which {@link #presenceChanged} has to be called. */
    Executor executor();

    /**
     * A user's status changed, or became known.
     *
     * @param frame the status; the viewer releases the reference
     */
    void presenceChanged(PresenceChange change, ServerFrame frame);
}
