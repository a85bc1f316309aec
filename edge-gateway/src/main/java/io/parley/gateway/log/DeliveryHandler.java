package io.parley.gateway.log;

import io.parley.avro.Delivery;

/** Handles the records of the delivery topic, on the consumer's thread and in its order. */
public interface DeliveryHandler {

    /** Handles one delivery of the current batch. */
    void deliver(Delivery delivery);

    /** Ends a batch. May wait, so that reading is not ahead of handling. */
    void endOfBatch();

    /** Reacts to lost deliveries: every session has to start over from a fresh inbox. */
    void deliveriesLost();
}
