package io.parley.topologies.conversation;

import io.parley.avro.internal.InterestState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.parts.EndedEpochs;
import io.parley.topologies.parts.RowKey;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * Which sessions have the conversations of a partition open: a row for each, so that an open or close of one among a
 * thousand writes one row. A session of an ended epoch is never taken in, and never looked at.
 *
 * <p>There is no index by gateway: it would double what every open and close writes, to spare one walk over the rows when an
 * epoch ends. The walk goes in slices: a gateway may have left a million rows, and the task has messages to decide meanwhile.
 * Each life of the task begins with one, for what the life before it left.
 */
final class InterestStore {

    /** Rows that are looked at in one go: some milliseconds' worth. */
    static final int SLICE = 1_000;

    private final KeyValueStore<String, InterestState> rows;
    private final EndedEpochs endedEpochs;
    private final ConversationCache<Interests> cache;
    private boolean swept;
    /** The key where the sweep goes on; null: at the beginning. */
    private String sweepFrom;

    private InterestStore(
            KeyValueStore<String, InterestState> rows, EndedEpochs endedEpochs, ConversationCache<Interests> cache) {
        this.rows = rows;
        this.endedEpochs = endedEpochs;
        this.cache = cache;
    }

    /** Adds the stores, and gives their names for the processor that uses them. */
    static List<String> addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(Names.SUBSCRIPTIONS),
                Serdes.String(),
                serdes.value(InterestState.class)));
        builder.addStateStore(EndedEpochs.store(Names.ENDED_EPOCHS));
        return List.of(Names.SUBSCRIPTIONS, Names.ENDED_EPOCHS);
    }

    /** @param mostCached how many rows may be kept decoded in memory */
    static InterestStore in(ProcessorContext<?, ?> context, int mostCached) {
        return new InterestStore(
                context.getStateStore(Names.SUBSCRIPTIONS),
                EndedEpochs.in(context, Names.ENDED_EPOCHS),
                new ConversationCache<>(mostCached, Interests::size));
    }

    Interests of(String conversationId) {
        return cache.get(conversationId, this::read);
    }

    /**
     * A repeat leaves it as it is; so does an open of an ended epoch.
     *
     * @param largeBy the sequence of the event by which the conversation became large; 0 if it isn't
     */
    void open(String conversationId, Interest begun, long largeBy) {
        if (endedEpochs.isEnded(begun.gatewayId(), begun.epoch())) {
            return;
        }
        Interests before = of(conversationId);
        Interest known = before.of(begun.sessionId());
        Interest interest = before.onOneWay(begun, largeBy).begunOver(known);
        if (!interest.equals(known)) {
            rows.put(RowKey.of(conversationId, interest.sessionId()), interest.toState());
            cache.put(conversationId, before.with(interest));
        }
    }

    /** Ends the interest of a session, unless it was begun again under a later epoch. */
    void close(String conversationId, String sessionId, long epoch) {
        Interest known = of(conversationId).of(sessionId);
        if (known != null && known.epoch() <= epoch) {
            end(conversationId, List.of(known));
        }
    }

    /** Ends the interests of users who are removed. */
    void leave(String conversationId, Set<String> userIds) {
        end(conversationId, of(conversationId).where(interest -> userIds.contains(interest.userId())));
    }

    /** Ends all interests of a gateway under this epoch and those before it; {@link #sweep} drops their rows. */
    void end(String gatewayId, long upToEpoch) {
        if (!endedEpochs.isEnded(gatewayId, upToEpoch)) {
            endedEpochs.end(gatewayId, upToEpoch);
            cache.clear();
            sweepFrom = null;
            swept = false;
        }
    }

    /** Whether there is nothing left for {@link #sweep}. */
    boolean isSwept() {
        return swept;
    }

    /** Drops the rows of ended epochs in the next slice. */
    void sweep() {
        if (swept) {
            return;
        }
        List<String> ended = new ArrayList<>();
        String next = null;
        try (KeyValueIterator<String, InterestState> iterator = rows.range(sweepFrom, null)) {
            for (int looked = 0; iterator.hasNext(); looked++) {
                KeyValue<String, InterestState> row = iterator.next();
                if (looked == SLICE) {
                    next = row.key;
                    break;
                }
                if (isEnded(row.value)) {
                    ended.add(row.key);
                }
            }
        }
        ended.forEach(rows::delete);
        sweepFrom = next;
        swept = next == null;
    }

    private void end(String conversationId, List<Interest> ended) {
        if (!ended.isEmpty()) {
            ended.forEach(interest -> rows.delete(RowKey.of(conversationId, interest.sessionId())));
            cache.change(conversationId, interests -> interests.without(ended));
        }
    }

    private Interests read(String conversationId) {
        List<Interest> live = new ArrayList<>();
        try (KeyValueIterator<String, InterestState> iterator =
                rows.prefixScan(RowKey.prefix(conversationId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, InterestState> row = iterator.next();
                if (!isEnded(row.value)) {
                    live.add(Interest.of(RowKey.item(row.key), row.value));
                }
            }
        }
        return Interests.of(live);
    }

    private boolean isEnded(InterestState row) {
        return endedEpochs.isEnded(row.getGatewayId(), row.getEpoch());
    }
}
