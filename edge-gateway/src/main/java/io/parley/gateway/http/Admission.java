package io.parley.gateway.http;

import java.util.Optional;

/** Decides whether the gateway accepts a new client now. Thread-safe. */
public interface Admission {

    /** Why no client is accepted at the moment; empty if one is. */
    Optional<String> obstacle();
}
