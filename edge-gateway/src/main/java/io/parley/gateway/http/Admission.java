package io.parley.gateway.http;

import java.util.Optional;

/** Whether the gateway takes a new client now. Safe for many threads. */
public interface Admission {

    /** Why no client is taken at the moment, or nothing. */
    Optional<String> obstacle();

    /** Takes a place for one client; false when there is none left. Given back when its connection ends. */
    boolean admit();

    void release();
}
