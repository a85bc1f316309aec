package io.parley.topologies;

import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.CatalogueConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Configures an application. Keys, bounds and defaults are in {@link ApplicationSettings}.
 *
 * @param brokers how they are reached
 * @param catalogue the topics, as the installation has them
 */
public record ApplicationConfig(
        Brokers brokers, CatalogueConfig catalogue, Group group, Stores stores, Commits commits, Life life) {

    /**
     * The place of this process among those that share the partitions.
     *
     * @param idPrefix what comes before the application's name in Kafka's {@code application.id}
     * @param instanceId a name that survives restarts, so that none of them moves a task; unique to this process
     * @param threads stream threads of this process
     */
    public record Group(String idPrefix, Optional<String> instanceId, int threads) {}

    /**
     * The state and where it is kept.
     *
     * @param directory durable, since it also keeps the process id that transactions go by
     * @param standbyReplicas copies of each store kept warm in other processes
     * @param rocksDbMemory bytes for block cache and write buffers of all stores together
     */
    public record Stores(Path directory, int standbyReplicas, long rocksDbMemory) {}

    /**
     * When output becomes visible.
     *
     * @param interval between commits, which bounds repeats as well; empty: the guarantee's default
     * @param readAhead whether an application that may read ahead of the commit does so
     */
    public record Commits(Optional<Duration> interval, boolean readAhead) {}

    /**
     * When the application starts and when it gives up.
     *
     * @param startPatience how long topics that are not there yet are waited for
     * @param stopWhenFrozen whether it stops when the process stood still past its session time-out
     */
    public record Life(Duration startPatience, boolean stopWhenFrozen) {}
}
