/**
 * Turns a topology, which is a pure function, into a running process: engine settings, failure behaviour, health and
 * metrics. One application per guarantee, each in a package of its own, all listed in
 * {@link io.parley.topologies.Applications}.
 *
 * <pre>
 *  Main ──► Settings ──► Application (name, guarantee, topology) ──► StreamsApplication ──► KafkaStreams
 *                                                                      ├─ RequiredTopics   waits before the start
 *                                                                      ├─ EngineSettings   per guarantee, with reasons
 *                                                                      ├─ DeadLetters      what can never be read
 *                                                                      ├─ SendFailures     what can't be written
 *                                                                      ├─ ThreadBudget     a thread dies, too many die
 *                                                                      └─ RocksDbMemory    one bound for all stores
 *            ManagementServer ◄── health, metrics
 * </pre>
 *
 * The package writes to {@code dead-letters} and owns no store. Nothing in it is static state: several applications may
 * run in one JVM.
 */
package io.parley.topologies;
