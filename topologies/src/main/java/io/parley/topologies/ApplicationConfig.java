package io.parley.topologies;

import io.parley.schemas.CatalogueConfig;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

import static io.parley.schemas.config.SettingCheck.require;

/**
 * What an application is run with, whichever it is.
 *
 * @param bootstrapServers where the brokers are first asked
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
        boolean stopWhenFrozen) {

    private static final int MOST_THREADS = 256;
    private static final long LEAST_ROCKSDB_MEMORY = 4L << 20;

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public ApplicationConfig {
        require(threads >= 1 && threads <= MOST_THREADS, "streams.threads", threads, "1 to " + MOST_THREADS);
        require(standbyReplicas >= 0, "streams.standby-replicas", standbyReplicas, "0 or more");
        require(
                applicationIdPrefix.matches("[A-Za-z0-9._-]{0,64}"),
                "streams.application-id-prefix",
                applicationIdPrefix,
                "up to 64 characters of A-Z a-z 0-9 . _ -");
        groupInstanceId.ifPresent(id -> require(
                id.matches("[A-Za-z0-9._-]{1,200}"),
                "streams.group-instance-id",
                id,
                "1-200 characters of A-Z a-z 0-9 . _ -"));
        commitInterval.ifPresent(
                interval -> require(interval.toMillis() > 0, "streams.commit-interval", interval, "1 ms or more"));
        require(
                rocksDbMemory >= LEAST_ROCKSDB_MEMORY,
                "streams.rocksdb-memory",
                rocksDbMemory,
                LEAST_ROCKSDB_MEMORY + " or more");
        require(!startPatience.isNegative(), "streams.start-patience", startPatience, ">= 0");
    }
}
