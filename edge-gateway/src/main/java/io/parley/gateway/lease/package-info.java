/**
 * The gateway's lease: how the rest of Parley knows that it lives, and how it learns that it was given up.
 *
 * <pre>
 *  LeaseKeeper ── Lease{epoch} each second ──► gateways (one partition, compacted) ──► the judge
 *       ▲                                          │
 *       └── its own leases read back, and Lost ◄───┘
 * </pre>
 *
 * Of {@code gateways} the package owns the records of this gateway's id.
 */
package io.parley.gateway.lease;
