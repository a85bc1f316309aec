package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.Message;
import io.parley.avro.Push;
import io.parley.avro.Read;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.user.UserConfig;

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

/**
 * A random history of what makes and takes back notifications, with crashes that lose the last outputs and a part of the
 * state that was not committed, after which the inputs since the commit come again. What is shown in the end is held
 * against what a reader of the rules expects.
 *
 * <p>A crash may keep of sessions and of inboxes parts that don't fit together. So of a user who came or went since the
 * commit, and of the messages since then, three things are allowed: to notify once more while the inputs come again, to
 * leave a notification that was taken back, and to bring a message to a session that came after it since the commit and
 * hasn't broken off, where the notification of it was lost. Nothing allows to do neither.
 */
final class PushHistory {

    private static final String[] USERS = {"ann", "bob", "cid", "dee"};
    private static final String[] GROUPS = {
        "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    };
    private static final String[] GATEWAYS = {"gw-1", "gw-2"};
    private static final Duration WINDOW = UserConfig.standard().swallowedWindow();
    private static final int STEPS = 200;

    private final PathFixture path = new PathFixture(1);
    private final NoPushForTheConnected connected = new NoPushForTheConnected();
    private final Map<String, NotifiedGroup> groups = new TreeMap<>();
    private final Map<String, Long> epochs = new HashMap<>();
    private final Map<String, String> open = new TreeMap<>();
    private final List<Input> uncommitted = new ArrayList<>();
    private final List<Event> latelyWritten = new ArrayList<>();
    private final Set<String> latelyMoved = new TreeSet<>();
    private final Map<String, Connect> latelyConnected = new TreeMap<>();
    private final List<List<Push>> outputs = new ArrayList<>();
    private final Random random;
    private final int steps;
    private final boolean crashes;

    private record Input(Instant at, Runnable record) {}

    /** @param place among the inputs since the commit */
    private record Connect(String user, String gateway, int place) {}

    /** @param crashes whether there are any: they may leave more shown than the rules say, never less */
    PushHistory(HistorySeed seed, boolean crashes) {
        this.random = seed.random();
        this.steps = seed.steps(STEPS);
        this.crashes = crashes;
    }

    /** Lets it happen, and checks what is shown in the end. */
    void run() {
        try (path) {
            live();
        }
        OnePendingNotification device = device();
        groups.values()
                .forEach(group -> Stream.of(USERS).forEach(user -> {
                    if (crashes) {
                        group.checkNothingIsLostNorOld(user, device);
                    } else {
                        group.checkExactly(user, device);
                    }
                }));
    }

    private void live() {
        for (String gateway : GATEWAYS) {
            epochs.put(gateway, 1L);
        }
        for (String id : GROUPS) {
            NotifiedGroup group = new NotifiedGroup(id);
            groups.put(id, group);
            group.members.addAll(Set.of(USERS));
            publish(id, new Events(id).created(USERS));
        }
        for (int step = 0; step < steps; step++) {
            path.pass(Duration.ofSeconds(random.nextInt(5)));
            step(step);
        }
    }

    private void step(int step) {
        String id = GROUPS[random.nextInt(GROUPS.length)];
        String user = USERS[random.nextInt(USERS.length)];
        Events events = new Events(id);
        NotifiedGroup group = groups.get(id);
        long next = group.head + 1;
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> connect(user, user + "/" + step, GATEWAYS[random.nextInt(GATEWAYS.length)]);
            case 3 -> end(user, true);
            case 4, 5 -> end(user, false);
            case 6 -> endGateway(GATEWAYS[random.nextInt(GATEWAYS.length)]);
            case 7 -> comeOrGo(id, user);
            case 8, 9, 10 -> read(id, user);
            case 11 -> change(group, target -> edit(id, target));
            case 12 -> change(group, target -> publish(id, events.deleted(next, USERS[0], target)));
            case 13 -> crash();
            case 14, 15 -> commit();
            default -> publish(id, events.message(next, group.members.contains(user) ? user : USERS[0]));
        }
    }

    private void publish(String id, Event event) {
        event.setSentAt(path.now());
        append(() -> path.event(event));
        NotifiedGroup group = groups.get(id);
        group.take(event, user -> !connected.isConnected(user));
        if (event.getBody() instanceof Message) {
            latelyWritten.add(event);
        }
    }

    /** Only its sender edits a message, while a member. */
    private void edit(String id, long target) {
        NotifiedGroup group = groups.get(id);
        String sender = group.messages.get(target).getSenderId();
        if (group.members.contains(sender)) {
            publish(id, new Events(id).edited(group.head + 1, sender, target, "v" + (group.head + 1)));
        }
    }

    /** The first user stays, so that somebody can send. */
    private void comeOrGo(String id, String user) {
        NotifiedGroup group = groups.get(id);
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

    private void read(String id, String user) {
        NotifiedGroup group = groups.get(id);
        if (!group.members.contains(user)) {
            return;
        }
        long mark = group.head - random.nextInt(3);
        append(() -> path.signal(id, user, GATEWAYS[0], new Read(mark)));
        group.read(user, mark);
    }

    private void change(NotifiedGroup group, LongConsumer change) {
        List<Long> targets = new ArrayList<>(group.texts.keySet());
        if (!targets.isEmpty()) {
            change.accept(targets.get(targets.size() - 1 - random.nextInt(Math.min(3, targets.size()))));
        }
    }

    private void connect(String user, String session, String gateway) {
        long epoch = epochs.get(gateway);
        latelyMoved.add(user);
        latelyConnected.put(session, new Connect(user, gateway, uncommitted.size()));
        append(() -> {
            connected.connect(user, session, gateway, epoch);
            path.connect(user, session, gateway, epoch);
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
        Instant at = path.now();
        latelyMoved.add(user);
        append(() -> {
            connected.disconnect(user, session.get(), epoch);
            if (orderly) {
                path.disconnect(user, session.get(), gateway, epoch);
            } else {
                path.breakOff(user, session.get(), gateway, epoch);
            }
        });
        if (!orderly) {
            latelyConnected.remove(session.get());
        }
        if (!orderly && !connected.isConnected(user)) {
            swallowed(user, at);
        }
    }

    private void endGateway(String gateway) {
        long epoch = epochs.get(gateway);
        Instant at = path.now();
        List<String> there = Stream.of(USERS).filter(connected::isConnected).toList();
        latelyMoved.addAll(there);
        append(() -> {
            connected.end(gateway, epoch);
            path.lost(gateway, epoch);
        });
        epochs.put(gateway, epoch + 1);
        open.values().removeIf(gateway::equals);
        latelyConnected.values().removeIf(connect -> connect.gateway().equals(gateway));
        there.stream().filter(user -> !connected.isConnected(user)).forEach(user -> swallowed(user, at));
    }

    private void swallowed(String user, Instant at) {
        groups.values().forEach(group -> group.swallowed(user, at.minus(WINDOW)));
    }

    private void commit() {
        uncommitted.clear();
        latelyWritten.clear();
        latelyMoved.clear();
        latelyConnected.clear();
        path.commit();
    }

    /** The last outputs are lost from some point on, and the inputs since the commit come again. */
    private void crash() {
        if (!crashes) {
            return;
        }
        Instant now = path.now();
        int lost = random.nextInt(uncommitted.size() + 1);
        for (int i = 0; i < lost; i++) {
            outputs.set(outputs.size() - 1 - i, List.of());
        }
        latelyMoved.forEach(user -> latelyWritten.forEach(
                message -> groups.get(message.getConversationId()).mayStay(user, message.getSequence())));
        path.crash(random);
        see(-1, latelyMoved);
        for (int place = 0; place < uncommitted.size(); place++) {
            take(uncommitted.get(place), place, latelyMoved);
        }
        path.at(now);
    }

    private void append(Runnable record) {
        Input input = new Input(path.now(), record);
        uncommitted.add(input);
        take(input, uncommitted.size() - 1, Set.of());
    }

    /** @param unsure users of whom nobody knows yet again whether they have a session */
    private void take(Input input, int place, Set<String> unsure) {
        path.at(input.at());
        input.record().run();
        see(place, unsure);
    }

    private void see(int place, Set<String> unsure) {
        messagesToSessions(place, unsure);
        List<Push> pushes = path.pushes();
        pushes.forEach(push -> {
            if (unsure.contains(push.getUserId())) {
                connected.allow(push);
            } else {
                connected.check(push);
            }
        });
        outputs.add(pushes);
    }

    /** Deliveries to a later session: if that has broken off since, they don't count. */
    private void messagesToSessions(int place, Set<String> unsure) {
        for (String gateway : GATEWAYS) {
            for (Object delivery : path.deliveries(gateway)) {
                if (delivery instanceof EventDelivery delivered
                        && delivered.getEvent().getBody() instanceof Message) {
                    NotifiedGroup group = groups.get(delivered.getEvent().getConversationId());
                    delivered.getUserIds().stream()
                            .filter(user -> unsure.contains(user) && comesTo(user, gateway, place))
                            .forEach(user ->
                                    group.delivered(user, delivered.getEvent().getSequence()));
                }
            }
        }
    }

    private boolean comesTo(String user, String gateway, int place) {
        return latelyConnected.values().stream()
                .anyMatch(connect ->
                        connect.user().equals(user) && connect.gateway().equals(gateway) && connect.place() > place);
    }

    private OnePendingNotification device() {
        OnePendingNotification device = new OnePendingNotification();
        outputs.forEach(pushes -> pushes.forEach(device::check));
        return device;
    }
}
