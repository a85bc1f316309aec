/**
 * The installation that {@code docker-compose.yml} describes, as plain processes of this machine.
 *
 * <p>Owns the folder of a run: {@code brokers}, {@code registry}, {@code cassandra}, {@code redis} with the servers' data,
 * a folder for each process of Parley with its log, and {@code state} with what topologies keep.
 */
package io.parley.resilience.layout;
