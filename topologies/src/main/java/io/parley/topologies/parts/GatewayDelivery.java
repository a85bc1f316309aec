package io.parley.topologies.parts;

import io.parley.avro.Delivery;

/**
 * A delivery and the gateway it is for.
 *
 * @param gatewayId a valid gateway id: it becomes part of a topic's name
 * @param key of the record: its user or conversation
 * @param delivery the delivery
 */
public record GatewayDelivery(String gatewayId, String key, Delivery delivery) {

    /** @param body a record that a {@link Delivery} can hold */
    public static GatewayDelivery of(String gatewayId, String key, Object body) {
        return new GatewayDelivery(gatewayId, key, new Delivery(body));
    }
}
