package io.parley.gateway.log;

import io.parley.avro.Delivery;

/** Handles the records of the delivery topic, on the consumer's thread and in its order. */
public interface DeliveryHandler {

    /** One delivery of the batch that was read. */
    void deliver(Delivery delivery);

    /** The end of a batch. May wait, so that no more is read than is handed on. */
    void endOfBatch();

    /** Deliveries were lost: every session has to start over from a fresh inbox. */
    void deliveriesLost();
}
