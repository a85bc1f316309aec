package io.parley.topologies.user;

import io.parley.avro.Command;
import io.parley.avro.Preferences;
import io.parley.avro.Push;
import io.parley.topologies.parts.GatewayDelivery;

import java.util.List;

/** The output of a user's task. */
sealed interface RouteOutput {

    /** A delivery to a gateway where the user has a session. */
    record ToGateway(GatewayDelivery delivery) implements RouteOutput {}

    /** A push to the devices of a user without a session. */
    record ToDevices(Push push) implements RouteOutput {}

    /** A command that follows from what a user has chosen. */
    record ToConversation(Command command) implements RouteOutput {}

    /** All that a user has chosen, for other applications. */
    record ToOthers(Preferences preferences) implements RouteOutput {}

    static List<GatewayDelivery> deliveries(RouteOutput routed) {
        return routed instanceof ToGateway gateway ? List.of(gateway.delivery()) : List.of();
    }

    static List<Push> pushes(RouteOutput routed) {
        return routed instanceof ToDevices devices ? List.of(devices.push()) : List.of();
    }

    static List<Command> commands(RouteOutput routed) {
        return routed instanceof ToConversation conversation ? List.of(conversation.command()) : List.of();
    }

    static List<Preferences> preferences(RouteOutput routed) {
        return routed instanceof ToOthers others ? List.of(others.preferences()) : List.of();
    }
}
