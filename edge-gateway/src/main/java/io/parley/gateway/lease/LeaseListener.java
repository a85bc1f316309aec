package io.parley.gateway.lease;

/** Reacts to the loss of the gateway's lease, on the lease keeper's thread. */
public interface LeaseListener {

    /** The lease was lost, or the epoch ended early, and a new one begins: every session has to be announced again. */
    void epochChanged(long epoch);

    /** Another process leads this gateway's slot now: this one has to end. */
    void superseded();
}
