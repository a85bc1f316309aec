package io.parley.gateway.lease;

/** Numbers the lives of a gateway. Every announcement carries the current one. */
@FunctionalInterface
public interface Epoch {

    /** The current epoch; grows with every life. */
    long current();
}
