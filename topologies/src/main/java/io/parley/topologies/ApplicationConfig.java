package io.parley.topologies;

import io.parley.schemas.CatalogueConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * The configuration that every application has.
 *
 * @param bootstrapServers brokers of the first connection
 * @param catalogue the topics, with the installation's names and partitions
 * @param stateDir the stores' folder; durable, since it also keeps the process id from which transactional ids are made
 * @param threads stream threads of this process
 * @param standbyReplicas copies of each store kept warm in other processes
 * @param applicationIdPrefix put before the application's name to form Kafka's {@code application.id}
 * @param groupInstanceId a name that survives restarts, so that none of them moves a task; unique to this process
 * @param commitInterval the interval of commits, which make output visible and bound repeats; empty: the guarantee's
 *     default
 * @param aheadOfCommit whether an application may read ahead of the commit, if its guarantee allows it
 * @param rocksDbMemory bytes for block cache and write buffers of all stores together
 * @param startPatience the longest wait at the start for missing topics
 * @param stopWhenFrozen whether an application stops after a pause of the process beyond its session time-out
 */
public record ApplicationConfig(
        String bootstrapServers,
        CatalogueConfig catalogue,
        Path stateDir,
        int threads,
        int standbyReplicas,
        String applicationIdPrefix,
        Optional<String> groupInstanceId,
        Optional<Duration> commitInterval,
        boolean aheadOfCommit,
        long rocksDbMemory,
        Duration startPatience,
        boolean stopWhenFrozen) {}
