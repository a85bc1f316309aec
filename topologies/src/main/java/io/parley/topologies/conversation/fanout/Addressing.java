package io.parley.topologies.conversation.fanout;

import io.parley.avro.Delivery;
import io.parley.avro.Expansion;
import io.parley.avro.Forwarded;

import java.util.function.ToIntFunction;

/**
 * Addresses records to a partition of users, or to a gateway through the partition of its id, so that a gateway gets
 * all records addressed to it directly in one order.
 *
 * @param partitionOf returns the partition of an id
 */
public record Addressing(ToIntFunction<String> partitionOf) {

    public Expansion toUser(String userId, Object body) {
        return new Expansion(partitionOf.applyAsInt(userId), body);
    }

    /** @param delivery a record that a {@link Delivery} can hold */
    public Expansion toGateway(String gatewayId, Object delivery) {
        return new Expansion(partitionOf.applyAsInt(gatewayId), new Forwarded(gatewayId, new Delivery(delivery)));
    }
}
