package io.parley.gateway.log;

/** Appends records to one topic. Thread-safe. */
public interface Appender<V> {

    /**
     * Appends a record, without ever blocking. Records of one key that one thread appends keep their order.
     *
     * @param key the id that the topic is keyed by
     * @param acknowledgement called once, on any thread, possibly before this method returns
     */
    void append(String key, V value, Acknowledgement acknowledgement);

    /** Receives the outcome of an append. */
    @FunctionalInterface
    interface Acknowledgement {

        /** @param failure null once all in-sync replicas have the record; else it may or may not be in the log */
        void done(Exception failure);
    }
}
