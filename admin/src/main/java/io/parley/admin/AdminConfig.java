package io.parley.admin;

import io.parley.history.HistoryConfig;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;

import java.util.Optional;

/**
 * Configures the admin process. Keys, meanings and defaults are in {@link AdminSettings}.
 *
 * @param brokers how they are reached
 * @param access who reaches it
 * @param suspensions how many there may be, and for how long
 * @param commands how they are given
 * @param store where events are read; empty: nobody can read what was said
 */
public record AdminConfig(
        Brokers brokers,
        CatalogueConfig catalogue,
        RegistryConfig registry,
        AdminAccess access,
        SuspensionLimits suspensions,
        CommandAccess commands,
        Optional<HistoryConfig> store) {}
