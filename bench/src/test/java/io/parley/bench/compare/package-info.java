/**
 * What Parley costs beside the plainest thing that could do its work, both in one run: not part of a build, but
 * compiled with it. {@code docs/performance.md} says how to run them. Owns nothing but a folder for as long as it runs.
 *
 * <pre>
 *   PipelineBenchmark   commands ─► conversation ─► expansions ─► user ─► deliveries   beside   topic ─► copy ─► topic
 *   CommitBenchmark     commands ─► … ─► deliveries, ahead of the commit                   beside   the same, after the commit
 *   StoreBenchmark      events ─► Connect, Cassandra sink ─► table                         beside   driver ─► table
 *   GatewayBenchmark    ping ─► gateway ─► pong                                            beside   text ─► echo ─► text
 *   IdleBenchmark       sessions on a gateway                                              beside   connections to the same
 * </pre>
 */
package io.parley.bench.compare;
