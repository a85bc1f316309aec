package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.Push;
import io.parley.avro.Read;
import io.parley.topologies.history.HistorySeed;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random history of a large group whose members come, go, read, connect and break off, with crashes that lose the outputs
 * since the last commit, roll back what was decided since then and replay the inputs, over inboxes that are ahead of them.
 *
 * <p>A crash may keep of sessions and of inboxes parts that don't fit together. So a user who came or went since the commit
 * may keep the notification of a message since then although it was taken back.
 */
final class LargePushHistory {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";
    private static final String[] USERS = {"ann", "bob", "cid", "dee", "eve"};
    private static final int STEPS = 250;
    private static final Duration PAST_THE_NEXT_HINT = Duration.ofSeconds(11);

    private final Events events = new Events(GROUP);
    private final PathFixture path = new PathFixture(1, 3);
    private final Set<String> members = new TreeSet<>(Set.of(USERS));
    private final Set<String> connected = new TreeSet<>();
    private final Map<Long, String> senders = new TreeMap<>();
    private final Map<Long, String> texts = new TreeMap<>();
    private final Map<String, Long> reads = new HashMap<>();
    private final Map<String, Long> waiting = new HashMap<>();
    private final Map<String, Long> due = new HashMap<>();
    private final List<Input> sinceTheCommit = new ArrayList<>();
    private final Set<String> movedSinceTheCommit = new TreeSet<>();
    private final Map<String, Set<Long>> mayStay = new HashMap<>();
    private final List<List<Push>> outputs = new ArrayList<>();
    private final Random random;
    private final int steps;
    private long head;
    private long committedHead;

    private record Input(Instant at, Runnable record) {}

    LargePushHistory(HistorySeed seed) {
        random = seed.random();
        steps = seed.steps(STEPS);
    }

    /** Lets it happen, and checks what is shown after each hint. */
    void run() {
        try (path) {
            publish(events.created(USERS));
            for (int step = 0; step < steps; step++) {
                step(USERS[random.nextInt(USERS.length)]);
            }
            passTheHint();
        }
    }

    private void check() {
        OnePendingNotification device = new OnePendingNotification();
        outputs.forEach(pushes -> pushes.forEach(device::check));
        for (String user : USERS) {
            long shown = device.shown(user, GROUP).map(Push::getSequence).orElse(0L);
            assertThat(shown).as(user).isGreaterThanOrEqualTo(due.getOrDefault(user, 0L));
            Set<Long> left = mayStay.getOrDefault(user, Set.of());
            device.shown(user, GROUP)
                    .filter(push -> !left.contains(push.getSequence()))
                    .ifPresent(push -> {
                        assertThat(members).as("%s", push).contains(user);
                        assertThat(shown).as("unread: %s", push).isGreaterThan(reads.getOrDefault(user, 0L));
                        assertThat(hasUnread(user)).as("unread: %s", push).isTrue();
                        assertThat(push.getContent()).as("%s", push).isIn(null, texts.get(shown));
                    });
        }
    }

    private void step(String user) {
        switch (random.nextInt(20)) {
            case 0, 1 -> connect(user);
            case 2 -> end(user, true);
            case 3, 4 -> end(user, false);
            case 5 -> comeOrGo(user);
            case 6, 7 -> read(user);
            case 8, 9 -> change(true);
            case 10 -> change(false);
            case 11, 12 -> passTheHint();
            case 13 -> crash();
            case 14 -> commit();
            default -> message(members.contains(user) ? user : USERS[0]);
        }
    }

    private void message(String sender) {
        senders.put(head + 1, sender);
        texts.put(head + 1, "hello " + (head + 1));
        publish(events.message(head + 1, sender));
        hasRead(sender, head);
        members.stream()
                .filter(user -> !connected.contains(user) && !user.equals(sender))
                .forEach(user -> waiting.put(user, head));
    }

    private void change(boolean edit) {
        List<Long> targets = new ArrayList<>(texts.keySet());
        if (targets.isEmpty()) {
            return;
        }
        long target = targets.get(targets.size() - 1 - random.nextInt(Math.min(3, targets.size())));
        if (edit && members.contains(senders.get(target))) {
            texts.put(target, "edited " + (head + 1));
            publish(events.edited(head + 1, senders.get(target), target, texts.get(target)));
        } else if (!edit) {
            texts.remove(target);
            publish(events.deleted(head + 1, USERS[0], target));
            waiting.keySet().removeIf(user -> !hasUnread(user));
            due.keySet().removeIf(user -> !hasUnread(user));
        }
    }

    /** The first user stays, so that somebody can send. */
    private void comeOrGo(String user) {
        if (user.equals(USERS[0])) {
            return;
        }
        if (members.remove(user)) {
            waiting.remove(user);
            due.remove(user);
            publish(events.removed(head + 1, USERS[0], user));
        } else {
            members.add(user);
            reads.put(user, head);
            publish(events.added(head + 1, USERS[0], user));
        }
    }

    private void read(String user) {
        if (members.contains(user)) {
            long mark = head - random.nextInt(3);
            hasRead(user, mark);
            append(() -> path.signal(GROUP, user, "gw-1", new Read(mark)));
        }
    }

    private void hasRead(String user, long mark) {
        reads.merge(user, mark, Math::max);
        waiting.computeIfPresent(user, (who, sequence) -> sequence <= mark || !hasUnread(user) ? null : sequence);
        due.computeIfPresent(user, (who, sequence) -> sequence <= mark || !hasUnread(user) ? null : sequence);
    }

    private boolean hasUnread(String user) {
        return texts.keySet().stream()
                .anyMatch(sequence -> sequence > reads.getOrDefault(user, 0L)
                        && !senders.get(sequence).equals(user));
    }

    private void connect(String user) {
        if (connected.add(user)) {
            movedSinceTheCommit.add(user);
            waiting.remove(user);
            append(() -> path.connect(user, user, "gw-1", 1));
        }
    }

    private void end(String user, boolean orderly) {
        if (connected.remove(user)) {
            movedSinceTheCommit.add(user);
            append(() -> {
                if (orderly) {
                    path.disconnect(user, user, "gw-1", 1);
                } else {
                    path.breakOff(user, user, "gw-1", 1);
                }
            });
        }
    }

    private void publish(Event event) {
        event.setSentAt(path.now());
        head = event.getSequence();
        append(() -> path.event(event));
    }

    /** By then all is written and committed, and what is shown is held against what a reader of the rules expects. */
    private void passTheHint() {
        path.pass(PAST_THE_NEXT_HINT);
        outputs.add(path.pushes());
        commit();
        waiting.forEach((user, sequence) -> due.merge(user, sequence, Math::max));
        waiting.clear();
        check();
    }

    private void crash() {
        Instant now = path.now();
        int lost = random.nextInt(sinceTheCommit.size() + 1);
        for (int i = 0; i < lost; i++) {
            outputs.set(outputs.size() - 1 - i, List.of());
        }
        movedSinceTheCommit.forEach(user -> mayStay.computeIfAbsent(user, name -> new TreeSet<>())
                .addAll(LongStream.rangeClosed(committedHead + 1, head).boxed().toList()));
        path.crash(random);
        outputs.add(path.pushes());
        for (Input input : sinceTheCommit) {
            path.at(input.at());
            input.record().run();
            outputs.add(path.pushes());
        }
        path.at(now);
    }

    private void commit() {
        path.commit();
        sinceTheCommit.clear();
        movedSinceTheCommit.clear();
        committedHead = head;
    }

    private void append(Runnable record) {
        Input input = new Input(path.now(), record);
        sinceTheCommit.add(input);
        input.record().run();
        outputs.add(path.pushes());
    }
}
