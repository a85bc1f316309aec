/**
 * Names and counts the gateway's metrics, in one place: their names are part of the public surface.
 *
 * <pre>
 *  every package ─► GatewayMetrics ─► MeterRegistry ─► GET /metrics (package management)
 *                      ├─ DeliveryMetrics: from the gateway's topic to its sockets
 *                      └─ LabelledCounter: present from zero for each value in ExpectedLabels
 * </pre>
 *
 * <p>The package owns no data except the meters in its registry, and uses no other package of the gateway.
 */
package io.parley.gateway.metrics;
