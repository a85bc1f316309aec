package io.parley.topologies.user;

import io.parley.avro.Push;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.List;

/** What the task of a user hands on. */
sealed interface RouteOutput {

    /** To a gateway where the user is. */
    record ToGateway(GatewayDelivery delivery) implements RouteOutput {}

    /** To the devices of a user who has no session. */
    record ToDevices(Push push) implements RouteOutput {}

    static List<GatewayDelivery> deliveries(RouteOutput routed) {
        return routed instanceof ToGateway gateway ? List.of(gateway.delivery()) : List.of();
    }

    static List<Push> pushes(RouteOutput routed) {
        return routed instanceof ToDevices devices ? List.of(devices.push()) : List.of();
    }
}
