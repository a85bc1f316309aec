package io.parley.gateway.lease;

/** The number of a gateway's life. Whoever announces something does it under the current one. */
@FunctionalInterface
public interface Epoch {

    /** The current epoch; grows with every life. */
    long current();
}
