/**
 * Names and counts the gateway's metrics, in one place: their names are part of the public surface.
 *
 * <pre>
 *  every package ─► GatewayMetrics ─► MeterRegistry ─► GET /metrics (package management)
 *                      └─ LabelledCounter: present from zero for each value in ExpectedLabels
 * </pre>
 *
 * <p>The package owns no data but the meters in the registry that it is given, and uses no other package of the
 * gateway.
 */
package io.parley.gateway.metrics;
