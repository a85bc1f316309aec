/**
 * Starts the real servers that Parley runs on, on one machine and on the loopback address: Kafka and Connect in this
 * process, Cassandra, the schema registry and Redis as child processes, and where one broker is too few three of them
 * ({@link io.parley.servers.KafkaCluster}), each a child process. Used by {@code standalone} and by the tests of
 * every module, which share some ({@code RealServers}, in the jar with the classifier {@code testkit}).
 *
 * <pre>
 *   Ports ────► each server      what it listens on, unless that is given
 *   Spawner ──► each ChildServer ─► ChildProcess, ended with the spawner at the latest
 * </pre>
 *
 * <p>Each server owns one folder:
 *
 * <pre>
 *   data folder/
 *     ports.properties     the ports it took when none was given, kept over a restart
 *     NAME.pid             process id and start time of the child, while it runs
 *     NAME.log             what the child printed (NAME.log.1: in its life before)
 *     ...                  the server's own files
 * </pre>
 */
package io.parley.servers;
