package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Push;
import io.parley.avro.Read;
import io.parley.avro.internal.InboxState;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.user.IndexEqualsRows;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random history of a direct conversation, a group and a large group: messages, also many at once, deletions, read
 * marks, members who come and go, crashes that lose a part of what was not committed. After each step everything that
 * says how much is unread is held against {@link UnreadModel}: the inbox that a connect is answered with, and every
 * notification. One user's deliveries are recorded, with what it should know by then, for those who count along: see
 * {@link UnreadRecord}.
 */
final class UnreadHistory {

    static final String OBSERVED = "alice";

    private static final String[] USERS = {OBSERVED, "bob", "cid", "dee", "eve"};
    private static final String DIRECT = Commands.direct(OBSERVED, "bob");
    private static final String GROUP = "00000000-0000-4000-8000-000000000002";
    private static final String CROWD = "00000000-0000-4000-8000-000000000003";
    private static final String GATEWAY = "gw-1";
    private static final String PROBES = "gw-2";

    private final PathFixture path = new PathFixture(2, 4);
    private final Map<String, UnreadModel> models = new TreeMap<>();
    private final List<Input> uncommitted = new ArrayList<>();
    private final UnreadRecord record;
    private final Random random;
    private final int steps;
    private int sessions;

    private record Input(Instant at, Runnable input) {}

    UnreadHistory(HistorySeed seed, int most, UnreadRecord record) {
        this.random = seed.random();
        this.steps = seed.steps(most);
        this.record = record;
    }

    void run() {
        try (path) {
            create(DIRECT, new Events(DIRECT).direct(OBSERVED, "bob"));
            create(GROUP, new Events(GROUP).created(OBSERVED, "bob", "cid"));
            create(CROWD, new Events(CROWD).created("bob", OBSERVED, "cid", "dee", "eve"));
            connect();
            for (int step = 0; step < steps; step++) {
                step();
                settle();
            }
        }
    }

    private void create(String id, Event created) {
        models.put(id, new UnreadModel(id));
        publish(models.get(id), created);
    }

    private void step() {
        UnreadModel model = any(List.copyOf(models.values()));
        Events events = new Events(model.conversationId);
        String user = any(List.copyOf(model.members));
        switch (random.nextInt(20)) {
            case 0, 1, 2, 3 -> delete(model);
            case 4, 5, 6 -> read(model, user, model.head - random.nextInt(4));
            case 7 -> read(model, OBSERVED, model.head - random.nextInt(60));
            case 8 -> comeOrGo(models.get(random.nextBoolean() ? GROUP : CROWD), USERS[2 + random.nextInt(3)]);
            case 9 -> burst(model);
            case 10 -> edit(model);
            case 11 -> commit();
            case 12, 13 -> crash();
            case 14 -> again();
            default -> publish(model, events.message(model.head + 1, user));
        }
    }

    /** Around a hundred, where the count ends. */
    private void burst(UnreadModel model) {
        String sender = any(
                model.members.stream().filter(user -> !user.equals(OBSERVED)).toList());
        for (int message = 20 + random.nextInt(50); message > 0; message--) {
            publish(model, new Events(model.conversationId).message(model.head + 1, sender));
        }
    }

    private void delete(UnreadModel model) {
        for (int deletions = 1 + random.nextInt(4) * random.nextInt(4); deletions > 0; deletions--) {
            if (model.messages.isEmpty()) {
                return;
            }
            List<Long> targets = List.copyOf(model.messages.keySet());
            boolean newest = random.nextBoolean();
            long target = newest ? targets.get(targets.size() - 1) : any(targets);
            String by = deleter(model, model.messages.get(target));
            publish(model, new Events(model.conversationId).deleted(model.head + 1, by, target));
        }
    }

    /** Its sender, or an owner, if there is one. */
    private String deleter(UnreadModel model, String sender) {
        boolean byOwner =
                !model.conversationId.equals(DIRECT) && (!model.members.contains(sender) || random.nextBoolean());
        return byOwner ? ownerOf(model) : sender;
    }

    private static String ownerOf(UnreadModel model) {
        return model.conversationId.equals(CROWD) ? "bob" : OBSERVED;
    }

    private void edit(UnreadModel model) {
        List<Long> targets = model.messages.keySet().stream()
                .filter(sequence -> model.members.contains(model.messages.get(sequence)))
                .toList();
        if (!targets.isEmpty()) {
            long target = any(targets);
            Events events = new Events(model.conversationId);
            publish(model, events.edited(model.head + 1, model.messages.get(target), target, "edited"));
        }
    }

    private void read(UnreadModel model, String user, long mark) {
        if (model.members.contains(user) && mark > 0) {
            model.read(user, mark);
            input(() -> path.signal(model.conversationId, user, GATEWAY, new Read(mark)));
        }
    }

    private void comeOrGo(UnreadModel model, String user) {
        Events events = new Events(model.conversationId);
        String owner = ownerOf(model);
        publish(
                model,
                model.members.contains(user)
                        ? events.removed(model.head + 1, owner, user)
                        : events.added(model.head + 1, owner, user));
    }

    private void publish(UnreadModel model, Event event) {
        event.setSentAt(path.now());
        model.take(event);
        input(() -> path.event(event));
    }

    private void connect() {
        String session = OBSERVED + sessions++;
        record.begin();
        input(() -> path.connect(OBSERVED, session, GATEWAY, 1));
    }

    /** The observed session ends, and another begins. */
    private void again() {
        String session = OBSERVED + (sessions - 1);
        input(() -> path.disconnect(OBSERVED, session, GATEWAY, 1));
        path.deliveries(GATEWAY);
        connect();
    }

    private void input(Runnable input) {
        uncommitted.add(new Input(path.now(), input));
        input.run();
        record.take(path.deliveries(GATEWAY));
        path.pushes().forEach(this::check);
    }

    private void commit() {
        uncommitted.clear();
        path.commit();
    }

    /** Output during the repeat of inputs may reflect a state that is ahead; the final output may not. */
    private void crash() {
        Instant now = path.now();
        path.crash(random);
        for (Input input : List.copyOf(uncommitted)) {
            path.at(input.at());
            input.input().run();
            record.take(path.deliveries(GATEWAY));
        }
        path.pushes();
        path.at(now);
    }

    /** Time passes, until the partitions, and now and then also the members, know the heads of large groups. */
    private void settle() {
        boolean hinted = random.nextInt(3) == 0;
        commit();
        path.pass(hinted ? Duration.ofSeconds(11) : Duration.ofMillis(700));
        commit();
        path.pushes().forEach(this::check);
        record.take(path.deliveries(GATEWAY));
        record.knows(unread(hinted));
        for (String user : USERS) {
            checkInbox(user);
        }
        record.take(path.deliveries(GATEWAY));
        IndexEqualsRows.check(path.storeOfUsers("user-inboxes"));
    }

    private Map<String, Integer> unread(boolean hinted) {
        Map<String, Integer> unread = new TreeMap<>();
        models.forEach((id, model) -> {
            if (hinted || !isLarge(id)) {
                unread.put(id, model.unread(OBSERVED));
            }
        });
        return unread;
    }

    /** The group may have grown over the threshold. */
    private boolean isLarge(String id) {
        return !id.equals(DIRECT)
                && path.<InboxState>storeOfUsers("user-inboxes")
                        .get(OBSERVED + "\0" + id)
                        .getLarge();
    }

    private void check(Push push) {
        UnreadModel model = models.get(push.getConversationId());
        if (push.getUnread() > 0) {
            assertThat(push.getUnread()).as("%s", push).isEqualTo(model.unread(push.getUserId()));
        } else if (model.members.contains(push.getUserId())) {
            assertThat(model.unread(push.getUserId()) == 0 || model.mark(push.getUserId()) >= push.getSequence())
                    .as("%s", push)
                    .isTrue();
        }
    }

    private void checkInbox(String user) {
        path.connect(user, "probe", PROBES, 1);
        Map<String, InboxEntry> entries = new TreeMap<>();
        for (Object delivery : path.deliveries(PROBES)) {
            ((InboxDelivery) delivery)
                    .getConversations()
                    .forEach(entry -> entries.put(entry.getConversationId(), entry));
        }
        path.disconnect(user, "probe", PROBES, 1);
        models.forEach((id, model) -> {
            assertThat(entries.containsKey(id)).isEqualTo(model.members.contains(user));
            if (model.members.contains(user)) {
                InboxEntry entry = entries.get(id);
                assertThat(entry.getUnread()).as("%s: %s", user, entry).isEqualTo(model.unread(user));
                assertThat(entry.getRead()).as("%s: %s", user, entry).isEqualTo(model.mark(user));
                assertThat(entry.getHead()).as("%s: %s", user, entry).isEqualTo(model.head);
                assertThat(entry.getPeer()).isEqualTo(id.equals(DIRECT) ? peerOf(user) : null);
            }
        });
    }

    private static String peerOf(String user) {
        return user.equals("bob") ? OBSERVED : "bob";
    }

    private <T> T any(List<T> some) {
        return some.get(random.nextInt(some.size()));
    }

    static Set<String> conversations() {
        return Set.of(DIRECT, GROUP, CROWD);
    }
}
