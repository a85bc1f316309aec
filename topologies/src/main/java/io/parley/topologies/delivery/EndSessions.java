package io.parley.topologies.delivery;

import io.parley.avro.internal.GatewayEnded;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

/** Drops the sessions of gateways whose epoch is over. */
final class EndSessions extends ContextualProcessor<String, GatewayEnded, Void, Void> {

    private SessionStores sessions;

    @Override
    public void init(ProcessorContext<Void, Void> context) {
        super.init(context);
        sessions = SessionStores.in(context);
    }

    @Override
    public void process(Record<String, GatewayEnded> record) {
        sessions.end(record.value().getGatewayId(), record.value().getUpToEpoch());
    }
}
