package io.parley.gateway.session.request;

import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.gateway.metrics.GatewayMetrics;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Caches sender and time, which never change, of this gateway's recent messages. So an edit of a message just shown
 * needs no look-up in the store. Deletions and reactions are not cached: the conversation has their current state.
 *
 * <p>Bounded by number and by the message's age. Beyond either bound the oldest is evicted, and looked up in the store
 * from then on. The thread that reads deliveries writes, any thread reads.
 */
public final class RecentMessages {

    /** Each takes some 200 bytes. */
    static final int MAX_SIZE = 65_536;

    /** Far below the day for which a deletion is remembered. */
    static final Duration MAX_AGE = Duration.ofHours(1);

    private final Clock clock;
    private final Map<EventKey, Passed> messages = new ConcurrentHashMap<>();

    /** Ordered from the oldest. */
    private final Deque<Passed> order = new ArrayDeque<>();

    /** A cached message. */
    record Passed(EventKey key, String senderId, Instant sentAt, boolean encrypted) {}

    public RecentMessages(Clock clock, GatewayMetrics metrics) {
        this.clock = clock;
        metrics.recentMessages(messages, Map::size);
    }

    /** Caches an event on its way to sessions of this gateway, if it is a message; it may come several times. */
    public void add(EventKey key, Event event) {
        if (!(event.getBody() instanceof Message message) || messages.containsKey(key)) {
            return;
        }
        long now = clock.millis();
        if (!isExpired(event.getSentAt(), now)) {
            Passed passed = new Passed(key, event.getSenderId(), event.getSentAt(), message.getEncrypted());
            messages.put(key, passed);
            order.add(passed);
        }
        while (order.size() > MAX_SIZE
                || (!order.isEmpty() && isExpired(order.peek().sentAt(), now))) {
            messages.remove(order.remove().key());
        }
    }

    Optional<Passed> find(EventKey key) {
        return Optional.ofNullable(messages.get(key)).filter(passed -> !isExpired(passed.sentAt(), clock.millis()));
    }

    private static boolean isExpired(Instant sentAt, long now) {
        return now - sentAt.toEpochMilli() > MAX_AGE.toMillis();
    }
}
