package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.Removed;
import io.parley.topologies.testkit.ExactHandOver;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
 * Random histories of a few groups and users who connect, disconnect, join and leave, with crashes after which the last
 * events are replayed over a state that is ahead of them. Each seed is one history.
 */
class HandOverTest {

    private static final String[] USERS = {"ann", "bob", "cid", "dee"};
    private static final String[] GROUPS = {
        "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    };
    private static final String GATEWAY = "gw-1";
    private static final int STEPS = 150;
    private static final int REPLAYED = 8;

    private final Map<String, Set<String>> members = new TreeMap<>();
    private final Map<String, Long> heads = new TreeMap<>();
    private final Map<Event, Set<String>> recipients = new HashMap<>();
    private final Map<String, ExactHandOver> sessions = new TreeMap<>();
    private final List<Runnable> log = new ArrayList<>();

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldHandOverExactlyWhateverHappens(long seed) {
        // Given
        Random random = new Random(seed);
        try (DeliveryFixture delivery = new DeliveryFixture()) {
            for (String group : GROUPS) {
                members.put(group, new TreeSet<>(Set.of(USERS[0], USERS[1])));
                publish(delivery, group, new Events(group).created(USERS[0], USERS[1]));
            }

            // When
            for (int step = 0; step < STEPS; step++) {
                step(delivery, random, step);
                List<Object> told = delivery.deliveries(GATEWAY);
                assertThat(told).allSatisfy(this::isForRecipients);
                sessions.values().forEach(session -> told.forEach(session::check));
            }

            // Then
            assertThat(sessions.values()).allMatch(ExactHandOver::isReady);
            sessions.forEach((name, session) -> members.forEach((group, users) -> {
                if (users.contains(userOf(name))) {
                    assertThat(session.head(group)).as("%s in %s", name, group).isEqualTo(heads.get(group));
                }
            }));
        }
    }

    private void step(DeliveryFixture delivery, Random random, int step) {
        String group = GROUPS[random.nextInt(GROUPS.length)];
        String user = USERS[random.nextInt(USERS.length)];
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> connect(delivery, user, user + "/" + step);
            case 3, 4 -> disconnect(delivery, user);
            case 5, 6, 7 -> comeOrGo(delivery, group, user);
            case 8 -> crash(delivery, random);
            default -> publish(delivery, group, new Events(group).message(next(group), USERS[0]));
        }
    }

    /** The first user stays, so that somebody can send. */
    private void comeOrGo(DeliveryFixture delivery, String group, String user) {
        if (user.equals(USERS[0])) {
            return;
        }
        Events events = new Events(group);
        if (members.get(group).remove(user)) {
            publish(delivery, group, events.removed(next(group), USERS[0], user));
        } else {
            members.get(group).add(user);
            publish(delivery, group, events.added(next(group), USERS[0], user));
        }
    }

    private void isForRecipients(Object body) {
        if (body instanceof EventDelivery event) {
            assertThat(recipients.get(event.getEvent())).containsAll(event.getUserIds());
        }
    }

    private void publish(DeliveryFixture delivery, String group, Event event) {
        heads.put(group, event.getSequence());
        Set<String> to = new TreeSet<>(members.get(group));
        if (event.getBody() instanceof Removed removed) {
            to.addAll(removed.getMembers());
        }
        recipients.put(event, to);
        append(() -> delivery.event(event));
    }

    private void connect(DeliveryFixture delivery, String user, String session) {
        sessions.put(session, new ExactHandOver(user, session));
        append(() -> delivery.connect(user, session, GATEWAY, 1));
    }

    private void disconnect(DeliveryFixture delivery, String user) {
        List<String> open = sessions.keySet().stream()
                .filter(name -> userOf(name).equals(user))
                .toList();
        open.forEach(session -> {
            sessions.remove(session);
            append(() -> delivery.disconnect(user, session, GATEWAY, 1));
        });
    }

    private void crash(DeliveryFixture delivery, Random random) {
        delivery.restart();
        int from = Math.max(0, log.size() - random.nextInt(REPLAYED));
        List.copyOf(log.subList(from, log.size())).forEach(Runnable::run);
    }

    private void append(Runnable input) {
        log.add(input);
        input.run();
    }

    private long next(String group) {
        return heads.get(group) + 1;
    }

    private static String userOf(String session) {
        return session.substring(0, session.indexOf('/'));
    }
}
