package io.parley.topologies.delivery;

import io.parley.avro.internal.Expansion;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.List;

/** What the task of a conversation hands on. */
sealed interface Consequence {

    /** The record's key. */
    String key();

    /** To the task of a partition of users. */
    record ToUsers(String conversationId, Expansion expansion) implements Consequence {

        @Override
        public String key() {
            return conversationId;
        }

        @Override
        public List<Expansion> expansions() {
            return List.of(expansion);
        }
    }

    /** To a gateway, without a detour. */
    record ToGateway(GatewayDelivery delivery) implements Consequence {

        @Override
        public String key() {
            return delivery.key();
        }

        @Override
        public List<GatewayDelivery> deliveries() {
            return List.of(delivery);
        }
    }

    default List<Expansion> expansions() {
        return List.of();
    }

    default List<GatewayDelivery> deliveries() {
        return List.of();
    }
}
