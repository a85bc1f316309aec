/**
 * From what a message was measured to cost to what an installation needs: arithmetic, and nothing else. The formulae are
 * those of {@code docs/performance.md}.
 *
 * <pre>
 *   Demand ───────────────────────┐
 *   Measurement ──► Costs ────────┤
 *   idle run ─────► SessionCosts ─┼──► Sizing ──► lines: what, how much, by which formula
 *   Assumed ──────────────────────┘              limits: what more nodes don't help
 * </pre>
 */
package io.parley.bench.plan;
