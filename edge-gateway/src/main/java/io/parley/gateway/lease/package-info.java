/**
 * Keeps the gateway's lease, which shows the rest of Parley that the gateway is alive, and shows the gateway when it
 * was declared lost.
 *
 * <pre>
 *  LeaseKeeper ── Lease{epoch} each second ──► gateways (one partition, compacted) ──► presence
 *       ▲                                          │
 *       └── its own leases read back, and Lost ◄───┘
 * </pre>
 *
 * <p>Of {@code gateways} the package owns the records of this gateway's id. It may use {@code log}.
 */
package io.parley.gateway.lease;
