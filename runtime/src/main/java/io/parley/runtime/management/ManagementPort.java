package io.parley.runtime.management;

import io.parley.runtime.http.HttpPort;

/**
 * Describes the port of health checks and metrics.
 *
 * @param guard of the metrics
 */
public record ManagementPort(HttpPort http, MetricsGuard guard) {}
