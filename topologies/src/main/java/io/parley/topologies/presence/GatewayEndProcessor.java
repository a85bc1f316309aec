package io.parley.topologies.presence;

import io.parley.avro.GatewayEnded;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.time.Instant;

/** Ends the sessions and watches of gateways whose epoch is over, and publishes which users are offline. */
final class GatewayEndProcessor extends ContextualProcessor<String, GatewayEnded, String, PresenceNews> {

    private PresenceStores stores;

    @Override
    public void init(ProcessorContext<String, PresenceNews> context) {
        super.init(context);
        stores = PresenceStores.in(context);
    }

    @Override
    public void process(Record<String, GatewayEnded> record) {
        stores.end(record.value(), Instant.ofEpochMilli(record.timestamp()))
                .forEach(news -> context()
                        .forward(record.withKey(news.change().getUserId()).withValue(news)));
    }
}
