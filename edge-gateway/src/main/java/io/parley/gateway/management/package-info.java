/**
 * Serves the management port, never the public one: liveness, readiness, metrics.
 *
 * <pre>
 *  GET /healthz ─► GatewayHealth.ailment      GET /readyz ─► GatewayHealth.unreadiness      GET /metrics ─► the meter registry
 * </pre>
 *
 * <p>The package owns no data. It may use {@code http} and {@code limit}.
 */
package io.parley.gateway.management;
