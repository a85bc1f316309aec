/**
 * The load generator and the sizing: {@code ./parley bench} and {@code ./parley plan}.
 *
 * <pre>
 *   Main ── bench direct | groups | large | mix ──► Bench ──► Fleet (client), Script (workload), LoadRun
 *        │        search ──► RateSearch over LoadRuns            └─► Report ──► text, JSON, SVG
 *        │        storm, idle ──► Fleet alone
 *        └─ plan ──► Sizing (plan), from a report's measurements
 * </pre>
 *
 * <p>It uses the client protocol only, and drives Parley from outside, as clients do.
 */
package io.parley.bench;
