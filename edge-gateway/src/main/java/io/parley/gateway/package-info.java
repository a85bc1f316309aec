/**
 * The edge gateway: WebSockets in front, the log behind. It holds no truth; killed, it loses nothing.
 *
 * <pre>
 *  clients ──► socket ──► session ──► log ──► commands, signals, sessions, watches, gateways
 *     ▲         http        │  ▲
 *     └─────────────────────┘  └───── log ◄── deliveries.&lt;gateway&gt;       management: /healthz /readyz /metrics
 * </pre>
 *
 * <p>{@link io.parley.gateway.Gateway} puts the parts together; each feature has a package of its own.
 */
package io.parley.gateway;
