package io.parley.topologies.parts;

import io.parley.avro.Delivery;

/**
 * A delivery and the gateway it is for.
 *
 * @param gatewayId a valid gateway id: it becomes part of a topic's name
 * @param key of the record: the user or the conversation that it is about
 * @param delivery what the gateway is handed
 */
public record GatewayDelivery(String gatewayId, String key, Delivery delivery) {

    /** @param body one of the records that a {@link Delivery} can hold */
    public static GatewayDelivery of(String gatewayId, String key, Object body) {
        return new GatewayDelivery(gatewayId, key, new Delivery(body));
    }
}
