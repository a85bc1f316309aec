package io.parley.topologies.presence;

import org.apache.kafka.streams.processor.api.ContextualFixedKeyProcessor;
import org.apache.kafka.streams.processor.api.FixedKeyProcessorContext;
import org.apache.kafka.streams.processor.api.FixedKeyRecord;

import java.util.List;

/** Names on each status those whom its user has blocked: gateways don't show it to them. */
final class HideProcessor extends ContextualFixedKeyProcessor<String, PresenceNews, PresenceNews> {

    private BlockStore blocks;

    @Override
    public void init(FixedKeyProcessorContext<String, PresenceNews> context) {
        super.init(context);
        blocks = BlockStore.in(context);
    }

    @Override
    public void process(FixedKeyRecord<String, PresenceNews> record) {
        PresenceNews news = record.value();
        List<String> blocked = news.gatewayIds().isEmpty()
                ? List.of()
                : blocks.of(news.change().getUserId());
        context().forward(blocked.isEmpty() ? record : record.withValue(news.hiddenFrom(blocked)));
    }
}
