package io.parley.gateway.http;

import java.util.Optional;

/** Decides whether the gateway accepts a new client now. Thread-safe. */
public interface Admission {

    /** The reason why no client is accepted at the moment; empty if clients are. */
    Optional<String> obstacle();
}
