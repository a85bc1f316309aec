/**
 * What the processes of a stack take of the machine, as Linux tells of them in {@code /proc}. Where there is no such
 * thing, or the server is on another machine, there is nothing to tell.
 *
 * <pre>
 *   StackProcesses (who listens on the gateway's port, and its children) ──► Snapshot, before and after ──► Consumption
 * </pre>
 */
package io.parley.bench.machine;
