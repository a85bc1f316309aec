package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.Event;
import io.parley.avro.Open;
import io.parley.avro.Signal;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random history of a group that grows over the threshold, of users who come and go, open and close it, and of a
 * gateway that is lost, with crashes that lose a part of the state that was not committed, after which the records since
 * the commit are replayed.
 */
final class LargeGroupHistory {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final String GATEWAY = "gw-1";
    private static final String[] USERS = {"ann", "bob", "cid", "dee", "eve", "fay", "gil", "hal"};
    private static final int STEPS = 250;
    private static final DeliveryConfig CONFIG = new DeliveryConfig(
            Duration.ofDays(1), 10_000, 10_000, 4, Duration.ofSeconds(10), Duration.ofSeconds(20), 20_000);

    private final Events events = new Events(GROUP);
    private final Set<String> members = new TreeSet<>();
    private final Map<String, Long> removals = new HashMap<>();
    private final Map<String, LiveFromOpened> sessions = new TreeMap<>();
    private final List<Runnable> uncommitted = new ArrayList<>();
    private final Random random;
    private final DeliveryFixture delivery = new DeliveryFixture(4, CONFIG);
    private long head;
    private long epoch = 1;
    private boolean large;

    LargeGroupHistory(long seed) {
        random = new Random(seed);
    }

    /** Lets it happen, and checks what every session was told. */
    void run() {
        try (delivery) {
            members.addAll(Set.of("ann", "bob", "cid"));
            publish(events.created("ann", "bob", "cid"));
            for (int step = 0; step < STEPS; step++) {
                step(step);
                check(false);
            }
            List.of(USERS).forEach(user -> connect(user, user + "/last"));
            pass(Duration.ofSeconds(11));
            check(false);
            sessions.forEach((sessionId, session) -> {
                assertThat(session.head()).as(sessionId).isEqualTo(members.contains(userOf(sessionId)) ? head : 0);
                assertThat(session.isOpen() ? session.live() : head)
                        .as(sessionId)
                        .isEqualTo(head);
            });
        }
    }

    /** Whether the group grew over the threshold, and so whether any of this was about a large one. */
    boolean becameLarge() {
        return large;
    }

    private void step(int step) {
        String user = USERS[random.nextInt(USERS.length)];
        switch (random.nextInt(26)) {
            case 0, 1, 2 -> connect(user, user + "/" + step);
            case 3 -> disconnect(user);
            case 4, 5 -> comeOrGo(user);
            case 6, 7, 8, 9 -> open(user);
            case 10 -> close(user);
            case 11, 12 -> pass(Duration.ofSeconds(random.nextInt(12)));
            case 13 -> crash();
            case 14 -> loseTheGateway();
            case 15, 16 -> commit();
            default -> publish(events.message(head + 1, "ann"));
        }
    }

    private void check(boolean again) {
        List<Object> told = delivery.deliveries(GATEWAY);
        sessions.values().forEach(session -> told.forEach(body -> session.check(body, again)));
    }

    /** Ann stays, so that somebody can send. */
    private void comeOrGo(String user) {
        if (user.equals("ann")) {
            return;
        }
        if (members.remove(user)) {
            removals.put(user, head + 1);
            publish(events.removed(head + 1, "ann", user));
        } else {
            members.add(user);
            large |= members.size() > CONFIG.largeGroupThreshold();
            publish(events.added(head + 1, "ann", user));
        }
    }

    private boolean isGone(String user, long sequence) {
        return !members.contains(user) && sequence >= removals.getOrDefault(user, 0L);
    }

    private void publish(Event event) {
        head = event.getSequence();
        append(() -> delivery.event(event));
    }

    private void connect(String user, String session) {
        long under = epoch;
        sessions.put(session, new LiveFromOpened(GROUP, user, session, head -> isGone(user, head)));
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

    private void commit() {
        uncommitted.clear();
        delivery.commit();
    }

    /** By then all that came before was committed long ago. */
    private void pass(Duration time) {
        commit();
        delivery.pass(time);
        commit();
    }

    private void crash() {
        delivery.crash(random);
        List.copyOf(uncommitted).forEach(Runnable::run);
        check(true);
    }

    private void append(Runnable input) {
        uncommitted.add(input);
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
