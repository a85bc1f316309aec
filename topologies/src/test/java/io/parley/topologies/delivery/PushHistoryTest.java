package io.parley.topologies.delivery;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Push;
import io.parley.avro.Read;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * Random histories of what makes and takes back notifications, with crashes that lose the last outputs and replay their
 * inputs over a state that is ahead of them. What is shown in the end is held against what a reader of the rules expects.
 * Each seed is one history.
 */
class PushHistoryTest {

    private static final String[] USERS = {"ann", "bob", "cid", "dee"};
    private static final String[] GROUPS = {
        "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    };
    private static final String[] GATEWAYS = {"gw-1", "gw-2"};
    private static final Duration WINDOW = DeliveryConfig.standard().swallowedWindow();
    private static final int STEPS = 200;
    private static final int REPLAYED = 8;

    private final DeliveryFixture delivery = new DeliveryFixture(1);
    private final NoPushForTheConnected connected = new NoPushForTheConnected();
    private final Map<String, Group> groups = new TreeMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, String> open = new TreeMap<>();
    private final List<Input> log = new ArrayList<>();
    private final List<List<Push>> outputs = new ArrayList<>();

    private record Input(Instant at, Runnable record) {}

    /** What is known of a group, in the order of its log. */
    private static final class Group {
        private final Set<String> members = new TreeSet<>();
        private final Map<Long, Event> messages = new TreeMap<>();
        private final Map<Long, String> texts = new TreeMap<>();
        private final Map<String, Long> reads = new HashMap<>();
        private final Map<String, Long> due = new HashMap<>();
        private long head;

        private boolean isUnread(String user, Event message) {
            return message.getSequence() > reads.getOrDefault(user, 0L)
                    && !message.getSenderId().equals(user);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void shouldShowWhatTheRulesSayWhenNothingFails(long seed) {
        // When
        run(new Random(seed), false);

        // Then
        OnePendingNotification device = device();
        groups.forEach((id, group) -> Stream.of(USERS).forEach(user -> {
            Optional<Push> shown = device.shown(user, id);
            assertThat(shown.map(Push::getSequence).orElse(0L))
                    .as("%s in %s", user, id)
                    .isEqualTo(group.due.getOrDefault(user, 0L));
            shown.ifPresent(push -> assertThat(push.getContent()).isEqualTo(group.texts.get(push.getSequence())));
        }));
        delivery.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldLoseNothingAndShowNothingOldWhenOutputsAreLost(long seed) {
        // When
        run(new Random(seed), true);

        // Then
        OnePendingNotification device = device();
        groups.forEach((id, group) -> Stream.of(USERS).forEach(user -> {
            long due = group.due.getOrDefault(user, 0L);
            Optional<Push> shown = device.shown(user, id);
            assertThat(shown.map(Push::getSequence).orElse(0L))
                    .as("%s in %s", user, id)
                    .isGreaterThanOrEqualTo(due);
            shown.ifPresent(push -> {
                assertThat(group.members).as("%s", push).contains(user);
                assertThat(group.isUnread(user, group.messages.get(push.getSequence())))
                        .as("unread: %s", push)
                        .isTrue();
                // The text of a message is gone after a crash, that of a deleted one for good.
                assertThat(push.getContent()).isIn(null, group.texts.get(push.getSequence()));
            });
        }));
        delivery.close();
    }

    private void run(Random random, boolean crashes) {
        for (String gateway : GATEWAYS) {
            epochs.put(gateway, 1L);
        }
        for (String id : GROUPS) {
            Group group = new Group();
            groups.put(id, group);
            group.members.addAll(Set.of(USERS));
            publish(id, new Events(id).created(USERS));
        }
        for (int step = 0; step < STEPS; step++) {
            delivery.pass(Duration.ofSeconds(random.nextInt(5)));
            step(random, crashes, step);
        }
    }

    private void step(Random random, boolean crashes, int step) {
        String id = GROUPS[random.nextInt(GROUPS.length)];
        String user = USERS[random.nextInt(USERS.length)];
        Events events = new Events(id);
        Group group = groups.get(id);
        long next = group.head + 1;
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> connect(user, user + "/" + step, GATEWAYS[random.nextInt(GATEWAYS.length)]);
            case 3 -> end(user, true);
            case 4, 5 -> end(user, false);
            case 6 -> endGateway(GATEWAYS[random.nextInt(GATEWAYS.length)]);
            case 7 -> comeOrGo(id, user);
            case 8, 9, 10 -> read(id, user, random);
            case 11 -> change(random, group, target -> edit(id, target));
            case 12 -> change(random, group, target -> publish(id, events.deleted(next, USERS[0], target)));
            case 13 -> {
                if (crashes) {
                    crash(random);
                }
            }
            default -> publish(id, events.message(next, group.members.contains(user) ? user : USERS[0]));
        }
    }

    private void publish(String id, Event event) {
        event.setSentAt(delivery.now());
        append(() -> delivery.event(event));
        Group group = groups.get(id);
        group.head = event.getSequence();
        if (event.getBody() instanceof Message message) {
            group.messages.put(event.getSequence(), event);
            group.texts.put(event.getSequence(), message.getContent());
            group.members.stream()
                    .filter(user -> !connected.isConnected(user) && group.isUnread(user, event))
                    .forEach(user -> group.due.put(user, event.getSequence()));
        } else if (event.getBody() instanceof Edited edited) {
            group.texts.replace(edited.getTarget(), edited.getContent());
        } else if (event.getBody() instanceof Deleted deleted) {
            group.texts.remove(deleted.getTarget());
        }
    }

    /** Only its sender edits a message, while a member. */
    private void edit(String id, long target) {
        Group group = groups.get(id);
        String sender = group.messages.get(target).getSenderId();
        if (group.members.contains(sender)) {
            publish(id, new Events(id).edited(group.head + 1, sender, target, "v" + (group.head + 1)));
        }
    }

    /** The first user stays, so that somebody can send. */
    private void comeOrGo(String id, String user) {
        Group group = groups.get(id);
        long next = group.head + 1;
        if (user.equals(USERS[0])) {
            return;
        }
        if (group.members.remove(user)) {
            group.due.remove(user);
            publish(id, new Events(id).removed(next, USERS[0], user));
        } else {
            group.members.add(user);
            group.reads.put(user, next - 1);
            publish(id, new Events(id).added(next, USERS[0], user));
        }
    }

    private void read(String id, String user, Random random) {
        Group group = groups.get(id);
        if (!group.members.contains(user)) {
            return;
        }
        long mark = group.head - random.nextInt(3);
        append(() -> delivery.signal(id, user, GATEWAYS[0], new Read(mark)));
        group.reads.merge(user, mark, Math::max);
        group.due.computeIfPresent(user, (who, due) -> due <= mark ? null : due);
    }

    private void change(Random random, Group group, LongConsumer change) {
        List<Long> targets = new ArrayList<>(group.texts.keySet());
        if (!targets.isEmpty()) {
            change.accept(targets.get(targets.size() - 1 - random.nextInt(Math.min(3, targets.size()))));
        }
    }

    private void connect(String user, String session, String gateway) {
        long epoch = epochs.get(gateway);
        append(() -> {
            connected.connect(user, session, gateway, epoch);
            delivery.connect(user, session, gateway, epoch);
        });
        open.put(session, gateway);
    }

    private void end(String user, boolean orderly) {
        Optional<String> session =
                open.keySet().stream().filter(name -> name.startsWith(user)).findFirst();
        if (session.isEmpty()) {
            return;
        }
        String gateway = open.remove(session.get());
        long epoch = epochs.get(gateway);
        Instant at = delivery.now();
        append(() -> {
            connected.disconnect(user, session.get(), epoch);
            if (orderly) {
                delivery.disconnect(user, session.get(), gateway, epoch);
            } else {
                delivery.breakOff(user, session.get(), gateway, epoch);
            }
        });
        if (!orderly && !connected.isConnected(user)) {
            swallowed(user, at);
        }
    }

    private void endGateway(String gateway) {
        long epoch = epochs.get(gateway);
        Instant at = delivery.now();
        List<String> there = Stream.of(USERS).filter(connected::isConnected).toList();
        append(() -> {
            connected.end(gateway, epoch);
            delivery.lost(gateway, epoch);
        });
        epochs.put(gateway, epoch + 1);
        open.values().removeIf(gateway::equals);
        there.stream().filter(user -> !connected.isConnected(user)).forEach(user -> swallowed(user, at));
    }

    private void swallowed(String user, Instant at) {
        groups.values().stream()
                .filter(group -> group.members.contains(user))
                .forEach(group -> group.messages.values().stream()
                        .filter(message -> group.isUnread(user, message))
                        .reduce((earlier, later) -> later)
                        .filter(newest -> !newest.getSentAt().isBefore(at.minus(WINDOW)))
                        .ifPresent(newest -> group.due.put(user, newest.getSequence())));
    }

    /** The outputs of the last inputs are lost from some point on, and those inputs come again. */
    private void crash(Random random) {
        Instant now = delivery.now();
        int from = Math.max(0, log.size() - random.nextInt(REPLAYED));
        List<Input> replayed = List.copyOf(log.subList(from, log.size()));
        int lost = Math.min(replayed.size(), random.nextInt(REPLAYED));
        for (int i = 0; i < lost; i++) {
            outputs.set(outputs.size() - 1 - i, List.of());
        }
        delivery.restart();
        replayed.forEach(this::take);
        delivery.at(now);
    }

    private void append(Runnable record) {
        Input input = new Input(delivery.now(), record);
        log.add(input);
        take(input);
    }

    private void take(Input input) {
        delivery.at(input.at());
        input.record().run();
        List<Push> pushes = delivery.pushes();
        pushes.forEach(connected::check);
        outputs.add(pushes);
    }

    private OnePendingNotification device() {
        OnePendingNotification device = new OnePendingNotification();
        outputs.forEach(pushes -> pushes.forEach(device::check));
        return device;
    }
}
