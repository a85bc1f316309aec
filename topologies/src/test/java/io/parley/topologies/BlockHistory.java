package io.parley.topologies;

import io.parley.avro.BlockChange;
import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Preferences;
import io.parley.avro.RosterMember;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.GaplessSequence;
import io.parley.topologies.testkit.NothingOfTheBlocked;
import io.parley.topologies.testkit.PipelineFixture;
import io.parley.topologies.testkit.SessionView;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * A random history of users who block each other and end it, open direct conversations, write, and put each other into
 * groups, while the applications are killed and started again.
 */
final class BlockHistory {

    private static final String[] USERS = {"ann", "bob", "cid"};
    private static final String GATEWAY = "gw-1";
    private static final int STEPS = 120;
    private static final int REPEATED = 10;

    private final PipelineFixture pipeline =
            new PipelineFixture(3, Map.of(), Applications.NEEDED.toArray(Application[]::new));
    private final Map<SessionView, NothingOfTheBlocked> sessions = new LinkedHashMap<>();
    private final Map<SessionView, Integer> checked = new HashMap<>();
    private final Map<String, TreeSet<String>> blocks = new TreeMap<>();
    private final List<String> groups = new ArrayList<>();
    private final GaplessSequence gapless = new GaplessSequence();
    private final Random random;
    private final int steps;
    private int checkedEvents;

    BlockHistory(HistorySeed seed) {
        random = seed.random();
        steps = seed.steps(STEPS);
    }

    /** Lets it happen, and checks after each step. */
    void run() {
        try (pipeline) {
            pipeline.live(GATEWAY, 1);
            for (String user : USERS) {
                blocks.put(user, new TreeSet<>());
                connect(user, user + "/first");
            }
            for (int step = 0; step < steps; step++) {
                step(step);
                check();
            }
            pipeline.pass(Duration.ofSeconds(1));
            check();
            blocks.forEach((user, blocked) -> assertThat(listOf(user)).isEqualTo(List.copyOf(blocked)));
            assertThat(groupsOf())
                    .allSatisfy((user, inside) -> assertThat(inside)
                            .as("groups that somebody put %s into whom they had blocked", user)
                            .isEmpty());
        }
    }

    private void step(int step) {
        String user = any(USERS);
        String other = any(USERS);
        String id = "id-" + step;
        switch (random.nextInt(20)) {
            case 0, 1, 2 -> block(user, other);
            case 3 -> connect(user, user + "/" + step);
            case 4, 5 -> {
                if (!user.equals(other)) {
                    pipeline.send(Commands.createDirect(user, id, other));
                }
            }
            case 6, 7 -> group(user, id, other);
            case 8 -> pipeline.pass(Duration.ofSeconds(1));
            case 9 -> pipeline.restart(Applications.USER, random.nextInt(REPEATED));
            case 10 -> pipeline.restart(Applications.CONVERSATION, 0);
            case 11 -> crashOrWithhold(Applications.USER);
            case 12 -> crashOrWithhold(Applications.CONVERSATION);
            default -> {
                if (!user.equals(other)) {
                    pipeline.send(Commands.send(Commands.direct(user, other), user, id, "hello"));
                }
            }
        }
    }

    private void block(String user, String other) {
        if (user.equals(other)) {
            return;
        }
        boolean off = random.nextInt(3) == 0;
        if (off) {
            blocks.get(user).remove(other);
            sessions.forEach((session, nothing) -> nothing.ends(user, other));
        } else {
            blocks.get(user).add(other);
        }
        pipeline.put(
                pipeline.topics().preferenceChanges(), user, new PreferenceChange(user, new BlockChange(other, off)));
    }

    private void group(String user, String id, String other) {
        String group = Commands.group(groups.size() + 1);
        groups.add(group);
        pipeline.send(Commands.createGroup(group, user, id, other));
    }

    private void connect(String user, String sessionId) {
        SessionView session = pipeline.connect(user, sessionId, GATEWAY, 1);
        sessions.put(session, new NothingOfTheBlocked(user, sessionId));
    }

    private void crashOrWithhold(Application application) {
        if (!pipeline.crash(application, random)) {
            pipeline.withhold(application);
        }
    }

    private void check() {
        List<Event> log = pipeline.values(pipeline.topics().events());
        log.subList(checkedEvents, log.size()).forEach(gapless::check);
        checkedEvents = log.size();
        sessions.forEach((session, nothing) -> {
            List<Object> delivered = session.delivered();
            delivered
                    .subList(checked.getOrDefault(session, 0), delivered.size())
                    .forEach(nothing::check);
            checked.put(session, delivered.size());
        });
    }

    /** What was published last of a user. */
    private List<String> listOf(String user) {
        return pipeline.values(pipeline.topics().preferences()).stream()
                .filter(preferences -> preferences.getUserId().equals(user))
                .reduce((first, second) -> second)
                .map(Preferences::getBlocked)
                .orElse(List.of());
    }

    /** By user, the groups in which they are with no entry: they were put there, and should have left again. */
    private Map<String, List<String>> groupsOf() {
        Map<String, TreeSet<String>> members = new TreeMap<>();
        pipeline.values(pipeline.topics().rosters())
                .forEach(roster -> members.put(
                        roster.getConversationId(),
                        new TreeSet<>(roster.getMembers().stream()
                                .map(RosterMember::getUserId)
                                .toList())));
        Map<String, List<String>> inside = new TreeMap<>();
        for (String user : USERS) {
            SessionView last = pipeline.connect(user, user + "/last", GATEWAY, 1);
            TreeSet<String> listed = new TreeSet<>();
            last.delivered().stream()
                    .filter(InboxDelivery.class::isInstance)
                    .flatMap(body -> ((InboxDelivery) body).getConversations().stream())
                    .forEach(entry -> listed.add(entry.getConversationId()));
            inside.put(
                    user,
                    groups.stream()
                            .filter(group ->
                                    members.getOrDefault(group, new TreeSet<>()).contains(user))
                            .filter(group -> !listed.contains(group))
                            .toList());
        }
        return inside;
    }

    private String any(String... some) {
        return some[random.nextInt(some.length)];
    }
}
