package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.Signal;
import io.parley.avro.internal.GatewayEnded;
import io.parley.schemas.AvroSerdes;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToIntFunction;

/**
 * The task of a conversation: takes its events, its signals and the ends of gateways. One processor for the three, since
 * it alone changes rosters and interests, hence it may keep them decoded.
 */
final class FollowConversations extends ContextualProcessor<String, SpecificRecord, String, Consequence> {

    /** How late what waits for its time may be. */
    static final Duration TICK = Duration.ofMillis(100);

    private static final Duration READ_INTERVAL = Duration.ofSeconds(1);

    private final DeliveryConfig config;
    private final ToIntFunction<String> partitionOf;
    private InterestStore interests;
    private HeadHints hints;
    private ReadNews reads;
    private ExpandEvents events;
    private AnswerSignals signals;

    FollowConversations(DeliveryConfig config, ToIntFunction<String> partitionOf) {
        this.config = config;
        this.partitionOf = partitionOf;
    }

    /** Adds the stores, and gives their names. */
    static String[] addStoresTo(StreamsBuilder builder, AvroSerdes serdes) {
        List<String> names = new ArrayList<>(InterestStore.addTo(builder, serdes));
        names.add(ConversationStores.addTo(builder, serdes));
        for (String waiting : List.of(Names.WAITING_HINTS, Names.WAITING_READS)) {
            builder.addStateStore(
                    Stores.keyValueStoreBuilder(Stores.inMemoryKeyValueStore(waiting), Serdes.String(), Serdes.Long()));
            names.add(waiting);
        }
        return names.toArray(String[]::new);
    }

    @Override
    public void init(ProcessorContext<String, Consequence> context) {
        super.init(context);
        ConversationStores stores = ConversationStores.in(context, config.cachedMembers());
        interests = InterestStore.in(context, config.cachedInterests());
        hints = new HeadHints(
                new NewsPace(context.getStateStore(Names.WAITING_HINTS), config.largeGroupHintInterval()),
                stores,
                partitionOf);
        reads = new ReadNews(
                new NewsPace(context.getStateStore(Names.WAITING_READS), READ_INTERVAL), stores, interests);
        events = new ExpandEvents(config, stores, interests, hints, partitionOf);
        signals = new AnswerSignals(stores, interests, reads, partitionOf);
        context.schedule(TICK, PunctuationType.WALL_CLOCK_TIME, this::tick);
    }

    @Override
    public void process(Record<String, SpecificRecord> record) {
        SpecificRecord value = record.value();
        long now = context().currentSystemTimeMs();
        if (value instanceof Event event) {
            forward(events.take(event, now), record.timestamp(), record.headers());
        } else if (value instanceof Signal signal) {
            forward(
                    signals.take(signal, Instant.ofEpochMilli(record.timestamp()), now),
                    record.timestamp(),
                    record.headers());
        } else if (value instanceof GatewayEnded ended) {
            interests.end(ended.getGatewayId(), ended.getUpToEpoch());
        }
    }

    private void tick(long now) {
        forward(hints.due(now), now, new RecordHeaders());
        forward(reads.due(now), now, new RecordHeaders());
    }

    private void forward(List<Consequence> consequences, long timestamp, Headers headers) {
        for (Consequence consequence : consequences) {
            context().forward(new Record<>(consequence.key(), consequence, timestamp, headers));
        }
    }
}
