package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.Event;
import io.parley.avro.Open;
import io.parley.avro.Signal;
import io.parley.avro.internal.ConversationRow;
import io.parley.avro.internal.ConversationState;
import io.parley.topologies.parts.RowKey;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of a group that grows over the threshold, of users who come and go, open and close it, and of a
 * gateway that is lost, with crashes after which the last records are replayed over a state that is ahead of them. Each
 * seed is one history.
 */
class LargeGroupHistoryTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final String GATEWAY = "gw-1";
    private static final String[] USERS = {"ann", "bob", "cid", "dee", "eve", "fay", "gil", "hal"};
    private static final int STEPS = 250;
    private static final int REPLAYED = 10;
    private static final DeliveryConfig CONFIG = new DeliveryConfig(
            Duration.ofDays(1), 10_000, 10_000, 4, Duration.ofSeconds(10), Duration.ofSeconds(20), 20_000);

    private final Events events = new Events(GROUP);
    private final Set<String> members = new TreeSet<>();
    private final Map<String, LiveFromOpened> sessions = new TreeMap<>();
    private final List<Runnable> log = new ArrayList<>();
    private DeliveryFixture delivery;
    private Random random;
    private long head;
    private long epoch = 1;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void shouldLoseNothingWhateverHappens(long seed) {
        // Given
        random = new Random(seed);
        try (DeliveryFixture fixture = new DeliveryFixture(4, CONFIG)) {
            delivery = fixture;
            members.addAll(Set.of("ann", "bob", "cid"));
            publish(events.created("ann", "bob", "cid"));

            // When
            for (int step = 0; step < STEPS; step++) {
                step(step);
                check();
            }
            List.of(USERS).forEach(user -> connect(user, user + "/last"));
            delivery.pass(Duration.ofSeconds(11));
            check();

            // Then
            ConversationRow row = delivery.<ConversationRow>store(Names.CONVERSATIONS).get(RowKey.of(GROUP, ""));
            assertThat(((ConversationState) row.getBody()).getLargeBy()).isPositive();
            sessions.forEach((sessionId, session) -> {
                assertThat(session.head()).as(sessionId).isEqualTo(members.contains(userOf(sessionId)) ? head : 0);
                assertThat(session.isOpen() ? session.live() : head)
                        .as(sessionId)
                        .isEqualTo(head);
            });
        }
    }

    private void step(int step) {
        String user = USERS[random.nextInt(USERS.length)];
        switch (random.nextInt(24)) {
            case 0, 1, 2 -> connect(user, user + "/" + step);
            case 3 -> disconnect(user);
            case 4, 5 -> comeOrGo(user);
            case 6, 7, 8, 9 -> open(user);
            case 10 -> close(user);
            case 11, 12 -> delivery.pass(Duration.ofSeconds(random.nextInt(12)));
            case 13 -> crash();
            case 14 -> loseTheGateway();
            default -> publish(events.message(head + 1, "ann"));
        }
    }

    private void check() {
        List<Object> told = delivery.deliveries(GATEWAY);
        sessions.values().forEach(session -> told.forEach(session::check));
    }

    /** Ann stays, so that somebody can send. */
    private void comeOrGo(String user) {
        if (user.equals("ann")) {
            return;
        }
        if (members.remove(user)) {
            publish(events.removed(head + 1, "ann", user));
        } else {
            members.add(user);
            publish(events.added(head + 1, "ann", user));
        }
    }

    private void publish(Event event) {
        head = event.getSequence();
        append(() -> delivery.event(event));
    }

    private void connect(String user, String session) {
        long under = epoch;
        sessions.put(session, new LiveFromOpened(GROUP, user, session, () -> members.contains(user)));
        append(() -> delivery.connect(user, session, GATEWAY, under));
    }

    private void disconnect(String user) {
        close(user);
        long under = epoch;
        sessionsOf(user).forEach(session -> {
            sessions.remove(session);
            append(() -> delivery.disconnect(user, session, GATEWAY, under));
        });
    }

    private void open(String user) {
        if (members.contains(user)) {
            sessionsOf(user).forEach(session -> signal(user, session, new Open()));
        }
    }

    private void close(String user) {
        sessionsOf(user).stream()
                .filter(session -> sessions.get(session).isOpen())
                .forEach(session -> {
                    sessions.get(session).close();
                    signal(user, session, new Close());
                });
    }

    private void signal(String user, String session, Object body) {
        Signal signal = new Signal(GROUP, user, session, GATEWAY, epoch, body);
        append(() -> delivery.signal(signal));
    }

    private void loseTheGateway() {
        long lost = epoch++;
        sessions.clear();
        append(() -> delivery.lost(GATEWAY, lost));
    }

    private void crash() {
        delivery.restart();
        int from = Math.max(0, log.size() - random.nextInt(REPLAYED));
        List.copyOf(log.subList(from, log.size())).forEach(Runnable::run);
    }

    private void append(Runnable input) {
        log.add(input);
        input.run();
    }

    private List<String> sessionsOf(String user) {
        return sessions.keySet().stream()
                .filter(session -> userOf(session).equals(user))
                .toList();
    }

    private static String userOf(String session) {
        return session.substring(0, session.indexOf('/'));
    }
}
