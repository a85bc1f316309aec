/**
 * Measures the resources of a stack's processes, by Linux's {@code /proc}. Without {@code /proc}, or with the server on
 * another machine, there are no figures.
 *
 * <pre>
 *   StackProcesses (listener on the gateway's port, and its children) ──► Snapshot, before and after ──► Consumption
 * </pre>
 */
package io.parley.bench.machine;
