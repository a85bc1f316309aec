package io.parley.admin;

import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;

/**
 * Configures the admin process. Keys, meanings and defaults are in {@link AdminSettings}.
 *
 * @param brokers how they are reached
 * @param listen where operators ask
 * @param tokens the file by which they are recognised
 * @param mostSuspensions that there may be at a time
 * @param tokenMemory how long an ended token is remembered
 */
public record AdminConfig(
        Brokers brokers,
        CatalogueConfig catalogue,
        RegistryConfig registry,
        InetSocketAddress listen,
        Path tokens,
        int mostSuspensions,
        Duration tokenMemory) {}
