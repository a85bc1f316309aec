/**
 * Everything of Parley on one machine in one command, and each part as a process of its own.
 *
 * <pre>
 *   Main ── up ──────► Standalone ──► Stack of parts, started side by side as they can be, closed in reverse:
 *        │                            broker, cassandra, redis ─► registry, topics, tables ─► connect, sinks
 *        │                            ─► conversation, user, presence ─► gateway
 *        ├─ down ────► RunningInstance (ends it)
 *        ├─ status ──► RunningInstance (tells of it)
 *        ├─ acls ────► AccessList (what each process needs of the brokers)
 *        └─ conversation, user, presence, gateway, connect, setup ──► ProcessKind: one part per process
 * </pre>
 *
 * <p>Owns the data folder: {@code lock} (held while an instance runs), {@code instance.properties} (what runs, for
 * {@code status} and {@code down}), {@code logs/parley.log}, and a folder for each server and for the stores of the
 * topologies.
 */
package io.parley.standalone;
