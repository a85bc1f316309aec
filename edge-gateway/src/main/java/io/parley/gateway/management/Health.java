package io.parley.gateway.management;

import java.util.Optional;

/** How the gateway is. Safe for many threads. */
public interface Health {

    /** Why the gateway should be started anew, or nothing. */
    Optional<String> ailment();

    /** Why no further clients should be sent here, or nothing. */
    Optional<String> unreadiness();
}
