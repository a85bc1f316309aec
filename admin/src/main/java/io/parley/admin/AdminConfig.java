package io.parley.admin;

import io.parley.runtime.http.HttpPort;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;

import java.nio.file.Path;

/**
 * Configures the admin process. Keys, meanings and defaults are in {@link AdminSettings}.
 *
 * @param brokers how they are reached
 * @param listen where operators ask
 * @param tokens the file by which they are recognised
 * @param suspensions how many there may be, and for how long
 * @param commands how they are given
 */
public record AdminConfig(
        Brokers brokers,
        CatalogueConfig catalogue,
        RegistryConfig registry,
        HttpPort listen,
        Path tokens,
        SuspensionLimits suspensions,
        CommandAccess commands) {}
