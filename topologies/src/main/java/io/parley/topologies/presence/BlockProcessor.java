package io.parley.topologies.presence;

import io.parley.avro.Preferences;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;

import java.util.List;

/**
 * Follows whom users have blocked, and sends their current status once more to the gateways that watch: some of its
 * viewers may not see it any more, or may see it again.
 */
final class BlockProcessor extends ContextualProcessor<String, Preferences, String, PresenceNews> {

    private PresenceStores stores;
    private BlockStore blocks;

    @Override
    public void init(ProcessorContext<String, PresenceNews> context) {
        super.init(context);
        stores = PresenceStores.in(context);
        blocks = BlockStore.in(context);
    }

    @Override
    public void process(Record<String, Preferences> record) {
        if (record.key() == null) {
            return;
        }
        String userId = record.key();
        blocks.put(userId, record.value() == null ? List.of() : record.value().getBlocked());
        UserPresence presence = stores.of(userId);
        context().forward(record.withValue(PresenceNews.unchanged(userId, presence, presence.watcherIds())));
    }
}
