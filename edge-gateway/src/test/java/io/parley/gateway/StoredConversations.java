package io.parley.gateway;

import io.parley.avro.Event;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.HistoryReader;
import io.parley.history.StoredEvent;
import io.parley.history.StoredTarget;
import io.parley.schemas.ConversationId;

import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;

/** A store in memory, which has all that it was given at once. */
public final class StoredConversations implements HistoryReader {

    private final Map<String, TreeMap<Long, StoredEvent>> conversations = new ConcurrentHashMap<>();

    public void put(Event event) {
        put(new StoredEvent(event, OptionalLong.empty(), false));
    }

    public void put(StoredEvent event) {
        TreeMap<Long, StoredEvent> events =
                conversations.computeIfAbsent(event.event().getConversationId(), each -> new TreeMap<>());
        synchronized (events) {
            events.put(event.sequence(), event);
        }
    }

    @Override
    public CompletionStage<HistoryPage> page(HistoryQuery query) {
        TreeMap<Long, StoredEvent> events =
                conversations.getOrDefault(query.conversation().toString(), new TreeMap<>());
        synchronized (events) {
            List<StoredEvent> page = events
                    .subMap(
                            query.after().orElse(0) + 1,
                            true,
                            Math.max(query.head(), query.after().orElse(0) + 1),
                            true)
                    .values()
                    .stream()
                    .limit(query.limit())
                    .toList();
            long last =
                    page.isEmpty() ? query.head() : page.get(page.size() - 1).sequence();
            return CompletableFuture.completedFuture(new HistoryPage(page, query.head(), true, last < query.head()));
        }
    }

    @Override
    public CompletionStage<Optional<StoredEvent>> event(
            ConversationId conversation, long sequence, long through, Duration wait) {
        TreeMap<Long, StoredEvent> events = conversations.getOrDefault(conversation.toString(), new TreeMap<>());
        synchronized (events) {
            return CompletableFuture.completedFuture(Optional.ofNullable(events.get(sequence)));
        }
    }

    @Override
    public CompletionStage<Optional<StoredTarget>> target(
            ConversationId conversation, long sequence, long head, Duration wait) {
        return event(conversation, sequence, head, wait)
                .thenApply(found -> found.map(stored -> new StoredTarget(stored, head)));
    }
}
