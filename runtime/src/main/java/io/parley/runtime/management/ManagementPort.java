package io.parley.runtime.management;

import io.parley.runtime.http.HttpPort;

import java.io.IOException;

/**
 * Describes the port of health checks and metrics.
 *
 * @param guard of the metrics
 */
public record ManagementPort(HttpPort http, MetricsGuard guard) {

    /** Says in one line that the port can't be bound. */
    public String notBound(IOException cause) {
        return ManagementSettings.PORT.name() + ": " + http.address() + " can't be bound: " + cause.getMessage();
    }
}
