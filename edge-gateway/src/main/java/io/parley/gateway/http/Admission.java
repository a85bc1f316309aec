package io.parley.gateway.http;

import java.util.Optional;

/** Whether the gateway takes a new client now. Safe for many threads. */
public interface Admission {

    /** Why no client is taken at the moment, or nothing. */
    Optional<String> obstacle();
}
