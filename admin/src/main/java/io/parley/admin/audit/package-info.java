/**
 * The record of what operators did, as a chain in the topic {@code audit}: each record holds the SHA-256 of the value of
 * the one before, so that a change, a gap or a fork shows.
 *
 * <pre>
 *  record 1 (previous: 32 zeros) ◄─ record 2 (previous: SHA-256 of record 1) ◄─ record 3 …
 * </pre>
 *
 * {@link io.parley.admin.audit.ActLog} writes it, one process at a time; {@link io.parley.admin.audit.AuditChain} follows
 * and checks it.
 */
package io.parley.admin.audit;
