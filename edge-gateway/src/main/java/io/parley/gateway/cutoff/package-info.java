/**
 * Cut-offs: ends the sessions of tokens that are genuine and not expired, but don't count any more.
 *
 * <pre>
 *  suspensions (one partition, compacted) ──SuspensionReader──► Suspensions ─┐
 *  key set ──each second──► WithdrawnKeys ───────────────────────────────────┴─► CutoffRules
 *                                                          handshake, auth frame, each session after a change ──┘
 * </pre>
 *
 * A look-up is one in memory and never blocks. Sessions ask again when {@link
 * io.parley.gateway.cutoff.CutoffRules#version} has changed, on their own event loops. Of {@code suspensions} the package
 * only reads; it may use {@code auth}, {@code log} and {@code metrics}.
 */
package io.parley.gateway.cutoff;
