package io.parley.topologies.user;

import io.parley.avro.Command;
import io.parley.avro.Preferences;
import io.parley.avro.Push;
import io.parley.topologies.parts.GatewayDelivery;
import org.apache.kafka.streams.processor.api.Record;

import java.util.List;

/** The output of a user's task. */
sealed interface RouteOutput {

    /** A delivery to a gateway where the user has a session. */
    record ToGateway(GatewayDelivery delivery) implements RouteOutput {
        @Override
        public String key() {
            return delivery.key();
        }
    }

    /** A push to the devices of a user without a session. */
    record ToDevices(Push push) implements RouteOutput {
        @Override
        public String key() {
            return push.getUserId();
        }
    }

    /** A command that follows from what a user has chosen. */
    record ToConversation(Command command) implements RouteOutput {
        @Override
        public String key() {
            return command.getConversationId();
        }
    }

    /** All that a user has chosen, for other applications. */
    record ToOthers(Preferences preferences) implements RouteOutput {
        @Override
        public String key() {
            return preferences.getUserId();
        }
    }

    /** The key of its record: a user or a conversation. */
    String key();

    /** Makes its record, at the time of the one that it follows from. */
    default Record<String, RouteOutput> after(Record<?, ?> cause) {
        return cause.withKey(key()).withValue(this);
    }

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
