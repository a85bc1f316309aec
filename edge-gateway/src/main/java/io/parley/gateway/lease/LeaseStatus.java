package io.parley.gateway.lease;

import java.time.Duration;

/** Reports the state of the gateway's lease. Thread-safe. */
public interface LeaseStatus {

    /** Whether the lease under the current epoch was seen in the log within this time. */
    boolean isHeld(Duration longestSilence);

    /** Whether another process has taken this gateway's slot. */
    boolean isSuperseded();
}
