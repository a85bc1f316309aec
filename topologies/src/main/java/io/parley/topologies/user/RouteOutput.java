package io.parley.topologies.user;

import io.parley.avro.Push;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.List;

/** The output of a user's task. */
sealed interface RouteOutput {

    /** A delivery to a gateway where the user has a session. */
    record ToGateway(GatewayDelivery delivery) implements RouteOutput {}

    /** A push to the devices of a user without a session. */
    record ToDevices(Push push) implements RouteOutput {}

    static List<GatewayDelivery> deliveries(RouteOutput routed) {
        return routed instanceof ToGateway gateway ? List.of(gateway.delivery()) : List.of();
    }

    static List<Push> pushes(RouteOutput routed) {
        return routed instanceof ToDevices devices ? List.of(devices.push()) : List.of();
    }
}
