/**
 * Runs everything of Parley on one machine in one command, and each part as a process of its own.
 *
 * <pre>
 *   Main ── up ─────────► Standalone
 *        │                   StandaloneConfig ─► Plan         what runs, after what, with which settings: pure
 *        │                   Plan, Servers ────► Parts        each a Part that can be started
 *        │                   Parts ────────────► Supervisor   starts them side by side as they can, looks every second,
 *        │                                                    restarts what fails, stops them in reverse
 *        ├─ down, status ► DataFolder, InstanceProperties: ends what runs on a data folder, or says how it is
 *        ├─ acls ────────► AccessList: what each process needs of the brokers
 *        └─ conversation, user, presence, gateway, connect, setup ─► ProcessKind: one part as a process of its own
 * </pre>
 *
 * <p>Owns the data folder: {@code lock} (held while an instance runs), {@code instance.properties} (what runs, for
 * {@code status} and {@code down}), {@code logs/parley.log}, and a folder for each server and for the stores of the
 * topologies.
 */
package io.parley.standalone;
