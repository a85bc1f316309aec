package io.parley.gateway.management;

import io.parley.runtime.management.Health;

import java.util.Optional;

/** Reports the health of the gateway. Thread-safe. */
public interface GatewayHealth {

    /** The reason why the gateway should be restarted; empty if it is alive. */
    Optional<String> ailment();

    /** The reason why no further clients should be sent here; empty if the gateway is ready. */
    Optional<String> unreadiness();

    /** Reports whether further clients should be sent here. */
    default Health readiness() {
        return unreadiness().map(Health::unwell).orElse(Health.well("takes clients"));
    }
}
