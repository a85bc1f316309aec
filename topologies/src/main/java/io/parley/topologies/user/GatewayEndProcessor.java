package io.parley.topologies.user;

import io.parley.avro.GatewayEnded;
import io.parley.avro.Push;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;

/**
 * Drops the sessions of gateways whose epoch is over, and pushes the messages that may not have reached their users.
 */
final class GatewayEndProcessor extends ContextualProcessor<String, GatewayEnded, String, Push> {

    private final UserConfig config;
    private SessionStores sessions;
    private UndeliveredMessages swallowed;

    GatewayEndProcessor(UserConfig config) {
        this.config = config;
    }

    @Override
    public void init(ProcessorContext<String, Push> context) {
        super.init(context);
        sessions = SessionStores.in(context);
        swallowed = UndeliveredMessages.in(context, config);
    }

    @Override
    public void process(Record<String, GatewayEnded> record) {
        sessions.end(record.value(), Instant.ofEpochMilli(record.timestamp()))
                .forEach((userId, endedAt) -> swallowed
                        .of(userId, endedAt)
                        .forEach(
                                push -> context().forward(record.withKey(userId).withValue(push))));
    }
}
