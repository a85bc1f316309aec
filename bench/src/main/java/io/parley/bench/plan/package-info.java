/**
 * Calculates an installation's needs from the measured cost of a message: pure arithmetic. The formulae are those of
 * {@code docs/performance.md}.
 *
 * <pre>
 *   Demand ───────────────────────┐
 *   Measurement ──► Costs ────────┤
 *   idle run ─────► SessionCosts ─┼──► Sizing ──► lines: what, how much, by which formula
 *   Assumed ──────────────────────┘              limits that more nodes don't raise
 * </pre>
 */
package io.parley.bench.plan;
