package io.parley.topologies;

import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.CatalogueConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * What an application is run with, whichever it is.
 *
 * @param brokers how they are reached
 * @param catalogue the topics, as the installation has them
 * @param stateDir where stores live; durable, since it also keeps the process id that transactions go by
 * @param threads stream threads of this process
 * @param standbyReplicas copies of each store kept warm in other processes
 * @param applicationIdPrefix what comes before the application's name in Kafka's {@code application.id}
 * @param groupInstanceId a name that survives restarts, so that none of them moves a task; unique to this process
 * @param commitInterval how often output becomes visible and repeats are bounded; empty: the guarantee's default
 * @param aheadOfCommit whether an application that may read ahead of the commit does so
 * @param rocksDbMemory bytes for block cache and write buffers of all stores together
 * @param startPatience how long topics that are not there yet are waited for
 * @param stopWhenFrozen whether an application stops when the process stood still past its session time-out
 */
public record ApplicationConfig(
        Brokers brokers,
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
