/**
 * From what a message was measured to cost to what an installation needs: arithmetic, and nothing else. The formulae are
 * those of {@code docs/performance.md}.
 *
 * <pre>
 *   Demand ─┐
 *   Costs  ─┼──► Sizing ──► lines: tier, how much, by which formula
 *   Assumed ┘
 * </pre>
 */
package io.parley.bench.plan;
