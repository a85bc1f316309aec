/**
 * Keeps the gateway's lease: by it the rest of Parley knows that the gateway is alive, and the gateway learns that it
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
