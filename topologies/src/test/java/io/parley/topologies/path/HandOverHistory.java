package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.Removed;
import io.parley.schemas.CatalogueConfig;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.testkit.ExactHandOver;
import io.parley.topologies.user.UserConfig;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random history of a few groups and users who connect, disconnect, join and leave, with crashes that lose the last
 * outputs and a part of the state that was not committed, after which the inputs since the commit come again.
 */
final class HandOverHistory {

    private static final String[] USERS = {"ann", "bob", "cid", "dee"};
    private static final String[] GROUPS = {
        "00000000-0000-4000-8000-000000000001", "00000000-0000-4000-8000-000000000002"
    };
    private static final String GATEWAY = "gw-1";
    private static final int STEPS = 150;

    private final Map<String, Set<String>> members = new TreeMap<>();
    private final Map<String, Long> heads = new TreeMap<>();
    private final Map<Event, Set<String>> recipients = new HashMap<>();
    private final Map<String, ExactHandOver> sessions = new TreeMap<>();
    private final Map<ExactHandOver, Integer> endedBy = new HashMap<>();
    private final List<Consumer<PathFixture>> uncommitted = new ArrayList<>();
    private final List<List<Object>> outputs = new ArrayList<>();
    private final Map<String, Map<String, Long>> headsAtConnect = new TreeMap<>();
    private final Random random;
    private final int steps;
    private final int inboxPage;

    /** @param inboxPage the number of conversations that a session is told of at its connect */
    HandOverHistory(HistorySeed seed, int inboxPage) {
        random = seed.random();
        steps = seed.steps(STEPS);
        this.inboxPage = inboxPage;
    }

    /** Plays the history, and checks the deliveries of every session. */
    void run() {
        try (PathFixture path = new PathFixture(
                CatalogueConfig.small().userPartitions(),
                ConversationConfig.standard(),
                UserConfig.standard().withInboxPage(inboxPage))) {
            for (String group : GROUPS) {
                members.put(group, new TreeSet<>(Set.of(USERS[0], USERS[1])));
                publish(path, group, new Events(group).created(USERS[0], USERS[1]));
            }
            for (int step = 0; step < steps; step++) {
                step(path, step);
            }
            outputs.forEach(delivered -> assertThat(delivered).allSatisfy(this::isForRecipients));
            endedBy.forEach((session, end) -> check(session, outputs.subList(0, end)));
            sessions.values().forEach(session -> check(session, outputs));
            assertThat(sessions.values()).allMatch(ExactHandOver::isReady);
            sessions.forEach((name, session) -> members.forEach((group, users) -> {
                if (users.contains(userOf(name)) && isTold(name, group)) {
                    assertThat(session.head(group)).as("%s in %s", name, group).isEqualTo(heads.get(group));
                }
            }));
        }
    }

    /** All are told by a page that holds them; of those behind it a session is told by what happens there. */
    private boolean isTold(String session, String group) {
        boolean happened = heads.get(group) > headsAtConnect.get(session).getOrDefault(group, 0L);
        return inboxPage >= GROUPS.length || happened;
    }

    private void step(PathFixture path, int step) {
        String group = GROUPS[random.nextInt(GROUPS.length)];
        String user = USERS[random.nextInt(USERS.length)];
        switch (random.nextInt(22)) {
            case 0, 1, 2 -> connect(path, user, user + "/" + step);
            case 3, 4 -> disconnect(path, user);
            case 5, 6, 7 -> comeOrGo(path, group, user);
            case 8 -> crash(path);
            case 9, 10 -> commit(path);
            default -> publish(path, group, new Events(group).message(next(group), USERS[0]));
        }
    }

    /** The first user stays, so that somebody can send. */
    private void comeOrGo(PathFixture path, String group, String user) {
        if (user.equals(USERS[0])) {
            return;
        }
        Events events = new Events(group);
        if (members.get(group).remove(user)) {
            publish(path, group, events.removed(next(group), USERS[0], user));
        } else {
            members.get(group).add(user);
            publish(path, group, events.added(next(group), USERS[0], user));
        }
    }

    private static void check(ExactHandOver session, List<List<Object>> outputs) {
        outputs.forEach(delivered -> delivered.forEach(session::check));
    }

    private void isForRecipients(Object body) {
        if (body instanceof EventDelivery event) {
            assertThat(recipients.get(event.getEvent())).containsAll(event.getUserIds());
        }
    }

    private void publish(PathFixture path, String group, Event event) {
        heads.put(group, event.getSequence());
        Set<String> users = new TreeSet<>(members.get(group));
        if (event.getBody() instanceof Removed removed) {
            users.addAll(removed.getMembers());
        }
        recipients.put(event, users);
        append(path, to -> to.event(event));
    }

    private void connect(PathFixture path, String user, String session) {
        sessions.put(session, new ExactHandOver(user, session));
        headsAtConnect.put(session, Map.copyOf(heads));
        append(path, to -> to.connect(user, session, GATEWAY, 1));
    }

    private void disconnect(PathFixture path, String user) {
        List<String> open = sessions.keySet().stream()
                .filter(name -> userOf(name).equals(user))
                .toList();
        open.forEach(session -> {
            endedBy.put(sessions.remove(session), outputs.size());
            append(path, to -> to.disconnect(user, session, GATEWAY, 1));
        });
    }

    private void commit(PathFixture path) {
        uncommitted.clear();
        path.commit();
    }

    private void crash(PathFixture path) {
        int lost = random.nextInt(uncommitted.size() + 1);
        for (int i = 0; i < lost; i++) {
            outputs.set(outputs.size() - 1 - i, List.of());
        }
        path.crash(random);
        uncommitted.forEach(input -> take(path, input));
    }

    private void append(PathFixture path, Consumer<PathFixture> input) {
        uncommitted.add(input);
        take(path, input);
    }

    private void take(PathFixture path, Consumer<PathFixture> input) {
        input.accept(path);
        outputs.add(path.deliveries(GATEWAY));
    }

    private long next(String group) {
        return heads.get(group) + 1;
    }

    private static String userOf(String session) {
        return session.substring(0, session.indexOf('/'));
    }
}
