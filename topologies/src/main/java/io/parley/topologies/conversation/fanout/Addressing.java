package io.parley.topologies.conversation.fanout;

import io.parley.avro.Delivery;
import io.parley.avro.Expansion;
import io.parley.avro.Forwarded;

import java.util.function.ToIntFunction;

/**
 * Addresses what happened: to a partition of users, or to a gateway by way of the partition of its id, which is one order
 * for all that a gateway is handed directly.
 *
 * @param partitionOf the partition of users that an id belongs to
 */
public record Addressing(ToIntFunction<String> partitionOf) {

    public Expansion toUser(String userId, Object body) {
        return new Expansion(partitionOf.applyAsInt(userId), body);
    }

    /** @param delivery one of the records that a {@link Delivery} can hold */
    public Expansion toGateway(String gatewayId, Object delivery) {
        return new Expansion(partitionOf.applyAsInt(gatewayId), new Forwarded(gatewayId, new Delivery(delivery)));
    }
}
