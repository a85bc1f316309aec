package io.parley.topologies.conversation.subscription;

import io.parley.avro.internal.SubscriptionState;
import io.parley.schemas.AvroSerdes;
import io.parley.topologies.conversation.state.ConversationCache;
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
 * Stores which sessions have the conversations of a partition open: one row each, so that an open or close among a
 * thousand writes one row. Sessions of an ended epoch are neither added nor returned.
 *
 * <p>There is no index by gateway: it would double the writes of every open and close, to spare one sweep over the rows
 * when an epoch ends. The sweep goes in slices: a gateway may have left a million rows, and the task has to decide
 * messages meanwhile. Each life of the task begins with a sweep, for rows that the previous life left.
 */
public final class SubscriptionStore {

    public static final String STORE = "conversation-subscriptions";

    private static final String ENDED_EPOCHS = "conversation-ended-epochs";

    /** Rows per slice of the sweep: some milliseconds. */
    public static final int SLICE = 1_000;

    private final KeyValueStore<String, SubscriptionState> rows;
    private final EndedEpochs endedEpochs;
    private final ConversationCache<Subscriptions> cache;
    private boolean swept;
    /** The key where the sweep continues; null: at the beginning. */
    private String sweepFrom;

    private SubscriptionStore(
            KeyValueStore<String, SubscriptionState> rows,
            EndedEpochs endedEpochs,
            ConversationCache<Subscriptions> cache) {
        this.rows = rows;
        this.endedEpochs = endedEpochs;
        this.cache = cache;
    }

    /** Adds the stores and returns their names. */
    public static List<String> addTo(StreamsBuilder builder, AvroSerdes serdes) {
        builder.addStateStore(Stores.keyValueStoreBuilder(
                Stores.persistentKeyValueStore(STORE), Serdes.String(), serdes.value(SubscriptionState.class)));
        builder.addStateStore(EndedEpochs.store(ENDED_EPOCHS));
        return List.of(STORE, ENDED_EPOCHS);
    }

    /** @param mostCached the most rows that are kept decoded in memory */
    public static SubscriptionStore in(ProcessorContext<?, ?> context, int mostCached) {
        return new SubscriptionStore(
                context.getStateStore(STORE),
                EndedEpochs.in(context, ENDED_EPOCHS),
                new ConversationCache<>(mostCached, Subscriptions::size));
    }

    public Subscriptions of(String conversationId) {
        return cache.get(conversationId, this::read);
    }

    /**
     * Adds a subscription. Ignores a repeat, and an open of an ended epoch.
     *
     * @param largeBy the sequence of the event by which the conversation became large; 0 if it isn't
     */
    public void open(String conversationId, Subscription begun, long largeBy) {
        if (endedEpochs.isEnded(begun.gatewayId(), begun.epoch())) {
            return;
        }
        Subscriptions before = of(conversationId);
        Subscription known = before.of(begun.sessionId());
        Subscription subscription = before.onOneWay(begun, largeBy).begunOver(known);
        if (!subscription.equals(known)) {
            rows.put(RowKey.of(conversationId, subscription.sessionId()), subscription.toState());
            cache.put(conversationId, before.with(subscription));
        }
    }

    /** Ends a session's subscription, unless it was begun again under a later epoch. */
    public void close(String conversationId, String sessionId, long epoch) {
        Subscription known = of(conversationId).of(sessionId);
        if (known != null && known.epoch() <= epoch) {
            end(conversationId, List.of(known));
        }
    }

    /** Ends the subscriptions of removed users. */
    public void leave(String conversationId, Set<String> userIds) {
        end(conversationId, of(conversationId).where(subscription -> userIds.contains(subscription.userId())));
    }

    /** Ends all subscriptions of a gateway under this epoch and earlier ones; {@link #sweep} drops their rows. */
    public void end(String gatewayId, long upToEpoch) {
        if (!endedEpochs.isEnded(gatewayId, upToEpoch)) {
            endedEpochs.end(gatewayId, upToEpoch);
            cache.clear();
            sweepFrom = null;
            swept = false;
        }
    }

    /** Whether {@link #sweep} has nothing left to do. */
    public boolean isSwept() {
        return swept;
    }

    /** Drops the rows of ended epochs in the next slice. */
    public void sweep() {
        if (swept) {
            return;
        }
        List<String> ended = new ArrayList<>();
        String next = null;
        try (KeyValueIterator<String, SubscriptionState> iterator = rows.range(sweepFrom, null)) {
            for (int looked = 0; iterator.hasNext(); looked++) {
                KeyValue<String, SubscriptionState> row = iterator.next();
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

    private void end(String conversationId, List<Subscription> ended) {
        if (!ended.isEmpty()) {
            ended.forEach(subscription -> rows.delete(RowKey.of(conversationId, subscription.sessionId())));
            cache.change(conversationId, subscriptions -> subscriptions.without(ended));
        }
    }

    private Subscriptions read(String conversationId) {
        List<Subscription> live = new ArrayList<>();
        try (KeyValueIterator<String, SubscriptionState> iterator =
                rows.prefixScan(RowKey.prefix(conversationId), Serdes.String().serializer())) {
            while (iterator.hasNext()) {
                KeyValue<String, SubscriptionState> row = iterator.next();
                if (!isEnded(row.value)) {
                    live.add(Subscription.of(RowKey.item(row.key), row.value));
                }
            }
        }
        return Subscriptions.of(live);
    }

    private boolean isEnded(SubscriptionState row) {
        return endedEpochs.isEnded(row.getGatewayId(), row.getEpoch());
    }
}
