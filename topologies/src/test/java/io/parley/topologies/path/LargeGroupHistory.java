package io.parley.topologies.path;

import io.parley.avro.Close;
import io.parley.avro.Event;
import io.parley.avro.Open;
import io.parley.avro.Signal;
import io.parley.topologies.history.HistorySeed;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.EnumMap;
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
 * gateway that is lost, with crashes that roll back what was decided since the commit, and lose a part of the inboxes, after
 * which the records since the commit are replayed, commands and signals in another order to each other.
 */
final class LargeGroupHistory {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final String GATEWAY = "gw-1";
    private static final String[] USERS = {"ann", "bob", "cid", "dee", "eve", "fay", "gil", "hal"};
    private static final int STEPS = 250;
    private static final int LARGEST_SMALL_GROUP = 4;

    private final Events events = new Events(GROUP);
    private final Set<String> members = new TreeSet<>();
    private final Map<String, Long> removals = new HashMap<>();
    private final Map<String, Long> joins = new HashMap<>();
    private final Map<String, LiveFromOpened> sessions = new TreeMap<>();
    private final List<Input> uncommitted = new ArrayList<>();
    private final Random random;
    private final int steps;
    private final PathFixture path = new PathFixture(4, LARGEST_SMALL_GROUP);
    private long head;
    private long epoch = 1;
    private boolean large;

    private enum Kind {
        COMMAND,
        SIGNAL,
        OTHER
    }

    /**
     * @param sequence of the event that comes of a command
     * @param after sequence of the event without which nobody would have sent it
     */
    private record Input(Kind kind, long sequence, long after, Runnable record) {}

    LargeGroupHistory(HistorySeed seed) {
        random = seed.random();
        steps = seed.steps(STEPS);
    }

    /** Plays the history, and checks the deliveries of every session. */
    void run() {
        try (path) {
            members.addAll(Set.of("ann", "bob", "cid"));
            publish(events.created("ann", "bob", "cid"));
            for (int step = 0; step < steps; step++) {
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
        List<Object> delivered = path.deliveries(GATEWAY);
        sessions.values().forEach(session -> delivered.forEach(body -> session.check(body, again)));
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
            joins.put(user, head + 1);
            large |= members.size() > LARGEST_SMALL_GROUP;
            publish(events.added(head + 1, "ann", user));
        }
    }

    private boolean isGone(String user, long sequence) {
        return !members.contains(user) && sequence >= removals.getOrDefault(user, 0L);
    }

    private void publish(Event event) {
        head = event.getSequence();
        append(new Input(Kind.COMMAND, head, 0, () -> path.event(event)));
    }

    private void connect(String user, String session) {
        long under = epoch;
        sessions.put(session, new LiveFromOpened(GROUP, user, session, head -> isGone(user, head)));
        append(Kind.OTHER, () -> path.connect(user, session, GATEWAY, under));
    }

    private void disconnect(String user) {
        close(user);
        long under = epoch;
        sessionsOf(user).forEach(session -> {
            sessions.remove(session);
            append(Kind.OTHER, () -> path.disconnect(user, session, GATEWAY, under));
        });
    }

    private void open(String user) {
        if (members.contains(user)) {
            sessionsOf(user).forEach(session -> {
                sessions.get(session).ask();
                signal(user, session, new Open());
            });
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
        append(new Input(Kind.SIGNAL, 0, joins.getOrDefault(user, 0L), () -> path.signal(signal)));
    }

    private void loseTheGateway() {
        long lost = epoch++;
        sessions.clear();
        append(Kind.OTHER, () -> path.lost(GATEWAY, lost));
    }

    private void commit() {
        uncommitted.clear();
        sessions.values().forEach(LiveFromOpened::commit);
        path.commit();
    }

    /** By then all that came before was committed long ago. */
    private void pass(Duration time) {
        commit();
        path.pass(time);
        commit();
    }

    /**
     * Repeated decisions come in an order of their own: each topic's records in theirs, but no signal before its cause.
     */
    private void crash() {
        path.crash(random);
        Map<Kind, Deque<Input>> left = new EnumMap<>(Kind.class);
        for (Input input : uncommitted) {
            left.computeIfAbsent(input.kind(), kind -> new ArrayDeque<>()).add(input);
        }
        while (!left.isEmpty()) {
            Deque<Input> commands = left.getOrDefault(Kind.COMMAND, new ArrayDeque<>());
            List<Deque<Input>> next = left.values().stream()
                    .filter(inputs -> commands.isEmpty()
                            || inputs.peek().after() < commands.peek().sequence())
                    .toList();
            next.get(random.nextInt(next.size())).remove().record().run();
            left.values().removeIf(Deque::isEmpty);
        }
        check(true);
    }

    private void append(Kind kind, Runnable record) {
        append(new Input(kind, 0, 0, record));
    }

    private void append(Input input) {
        uncommitted.add(input);
        input.record().run();
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
