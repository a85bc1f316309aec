/**
 * The edge gateway: WebSockets in front, the log behind. It owns no lasting data; killed, it loses nothing.
 *
 * <pre>
 *  clients ─► socket, http ─► session ─► log ─► commands, signals, sessions, devices, watches, gateways
 *     ▲                         ▲  └───► store (module history)
 *     │                         └────── delivery ◄─ log ◄─ deliveries.&lt;gateway&gt;
 *     └──────── frames ─────────┘                           management: /healthz /readyz /metrics
 * </pre>
 *
 * <p>{@link io.parley.gateway.GatewayProcess} runs a {@link io.parley.gateway.Gateway}, which starts and ends the
 * components that {@code GatewayComponents} creates from a {@link io.parley.gateway.GatewayConfig}. Dependencies
 * between the packages, without cycles:
 *
 * <pre>
 *  (this) ─► socket ─► http ─► auth ─► limit, file           delivery ─► session
 *               │        └───► session.connection                           │
 *               └─► session ─► session.request ─► session.stream ─► session.connection ─► frame, lease, log, metrics
 * </pre>
 *
 * <p>This package may use all others; none may use it.
 */
package io.parley.gateway;
