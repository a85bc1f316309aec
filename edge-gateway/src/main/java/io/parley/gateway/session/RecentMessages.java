package io.parley.gateway.session;

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
 * The messages that passed this gateway lately: whose they are and of when, which never changes. So an edit of a message
 * that somebody here has just been shown asks no store. What may have changed since, a deletion or a reaction, is not
 * kept: whoever decides knows that better.
 *
 * <p>Bounded by number and by age, that of the message: one that comes late is none of these. Beyond either bound the
 * oldest goes, and is looked up in the store if somebody asks. The thread that reads deliveries writes, any thread reads.
 */
public final class RecentMessages {

    /** Some 200 bytes each. */
    static final int MOST = 65_536;

    /** Far below the day for which a deletion is remembered. */
    static final Duration LONGEST = Duration.ofHours(1);

    private final Clock clock;
    private final Map<EventPlace, Passed> messages = new ConcurrentHashMap<>();

    /** The oldest first. */
    private final Deque<Passed> order = new ArrayDeque<>();

    /** A message as it passed. */
    record Passed(EventPlace place, String senderId, Instant sentAt, boolean encrypted) {}

    public RecentMessages(Clock clock, GatewayMetrics metrics) {
        this.clock = clock;
        metrics.recentMessages(messages, Map::size);
    }

    /** Takes note of an event on its way to sessions of this gateway; it may come several times. */
    void passes(EventPlace place, Event event) {
        if (!(event.getBody() instanceof Message message) || messages.containsKey(place)) {
            return;
        }
        long now = clock.millis();
        if (!isOver(event.getSentAt(), now)) {
            Passed passed = new Passed(place, event.getSenderId(), event.getSentAt(), message.getEncrypted());
            messages.put(place, passed);
            order.add(passed);
        }
        while (order.size() > MOST || (!order.isEmpty() && isOver(order.peek().sentAt(), now))) {
            messages.remove(order.remove().place());
        }
    }

    Optional<Passed> find(EventPlace place) {
        return Optional.ofNullable(messages.get(place)).filter(passed -> !isOver(passed.sentAt(), clock.millis()));
    }

    private static boolean isOver(Instant sentAt, long now) {
        return now - sentAt.toEpochMilli() > LONGEST.toMillis();
    }
}
