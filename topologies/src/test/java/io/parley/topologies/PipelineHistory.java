package io.parley.topologies;

import io.parley.avro.Close;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Open;
import io.parley.avro.Outcome;
import io.parley.avro.Read;
import io.parley.avro.Typing;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.GaplessSequence;
import io.parley.topologies.testkit.OnlyMembersAct;
import io.parley.topologies.testkit.PipelineFixture;
import io.parley.topologies.testkit.SameOutcomeForRepeats;
import io.parley.topologies.testkit.SessionView;
import org.apache.kafka.streams.test.TestRecord;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * A random history from commands to sessions: users who write, change what they wrote, join and leave, connect, look and
 * disconnect, gateways that die and come back, while applications are killed and started again, with their state as it
 * was, or behind and ahead of it; of what one that runs exactly once loses, those who read ahead may have seen a part.
 */
final class PipelineHistory {

    private static final String[] USERS = {"ann", "bob", "cid", "dee"};
    private static final String[] GATEWAYS = {"gw-1", "gw-2"};
    private static final String[] CONVERSATIONS = {
        Commands.group(1), Commands.group(2), Commands.direct("ann", "bob"), Commands.direct("bob", "cid")
    };
    private static final int GROUPS = 2;
    private static final int USER_PARTITIONS = 3;
    private static final int STEPS = 120;
    private static final int REPEATED = 10;

    private final PipelineFixture pipeline =
            new PipelineFixture(USER_PARTITIONS, Map.of(), Applications.NEEDED.toArray(Application[]::new));
    private final List<WatchedSession> watched = new ArrayList<>();
    private final Map<String, Long> epochs = new TreeMap<>();
    private final Map<String, Boolean> alive = new TreeMap<>();
    private final GaplessSequence gapless = new GaplessSequence();
    private final OnlyMembersAct members = new OnlyMembersAct();
    private final SameOutcomeForRepeats repeats = new SameOutcomeForRepeats();
    private final Random random;
    private final int steps;
    private int checkedEvents;
    private int checkedOutcomes;

    PipelineHistory(HistorySeed seed) {
        random = seed.random();
        steps = seed.steps(STEPS);
    }

    /** Lets it happen, and checks every guarantee after each step. */
    void run() {
        try (pipeline) {
            for (String gateway : GATEWAYS) {
                revive(gateway);
            }
            for (int group = 0; group < GROUPS; group++) {
                pipeline.send(Commands.createGroup(CONVERSATIONS[group], "ann", "create", "bob"));
            }
            for (int step = 0; step < steps; step++) {
                step(step);
                check();
            }
            pipeline.pass(Duration.ofSeconds(1));
            check();
            for (String user : USERS) {
                connect(user, user + "/last");
            }
            check();
            watched.forEach(WatchedSession::checkComplete);
        }
    }

    private void step(int step) {
        String user = any(USERS);
        // Ids come again, mostly to be repeats, sometimes of what another user said.
        String id = String.valueOf(random.nextInt(3) == 0 ? step / 2 : step);
        switch (random.nextInt(34)) {
            case 0, 1, 2, 3 -> connect(user, user + "/" + step);
            case 4 -> disconnect();
            case 5, 6 -> pipeline.send(Commands.add(group(), "ann", id, user));
            case 7, 8 -> pipeline.send(Commands.remove(group(), "ann", id, user.equals("ann") ? "bob" : user));
            case 9 -> pipeline.send(Commands.rename(group(), user, id, "title " + id));
            case 10 -> pipeline.send(Commands.createDirect("bob", id, any("ann", "cid")));
            case 11, 12, 13 -> change(user, id);
            case 14, 15, 16 -> signal();
            case 17 -> pipeline.pass(Duration.ofSeconds(1));
            case 18 -> dieOrRevive(any(GATEWAYS));
            case 19 -> pipeline.restart(Applications.CONVERSATION, 0);
            case 20 -> pipeline.restart(Applications.USER, random.nextInt(REPEATED));
            case 21 -> pipeline.restart(Applications.PRESENCE, random.nextInt(REPEATED));
            case 22, 23, 24 -> crashOrWithhold(Applications.CONVERSATION);
            case 25, 26 -> crashOrWithhold(Applications.USER);
            case 27 -> crashOrWithhold(Applications.PRESENCE);
            default -> pipeline.send(Commands.send(any(CONVERSATIONS), user, id, "hello"));
        }
    }

    private void change(String user, String id) {
        List<Event> messages = pipeline.values(pipeline.topics().events()).stream()
                .filter(event -> event.getBody() instanceof Message)
                .toList();
        if (messages.isEmpty()) {
            return;
        }
        Event message = messages.get(random.nextInt(messages.size()));
        String sender = random.nextInt(4) == 0 ? user : message.getSenderId();
        switch (random.nextInt(3)) {
            case 0 -> pipeline.send(Commands.edit(message, sender, id, "edited"));
            case 1 -> pipeline.send(Commands.delete(message, sender, id));
            default -> pipeline.send(Commands.react(message, user, id, "+1"));
        }
    }

    private void signal() {
        if (watched.isEmpty()) {
            return;
        }
        SessionView session = watched.get(random.nextInt(watched.size())).session();
        String conversation = any(CONVERSATIONS);
        switch (random.nextInt(6)) {
            case 0, 1 -> pipeline.signal(session, conversation, new Open());
            case 2 -> pipeline.signal(session, conversation, new Close());
            case 3 -> pipeline.signal(session, conversation, new Typing());
            default -> pipeline.signal(session, conversation, new Read((long) random.nextInt(20)));
        }
    }

    private void connect(String user, String sessionId) {
        String gateway = any(GATEWAYS);
        if (!alive.get(gateway)) {
            revive(gateway);
        }
        WatchedSession one = new WatchedSession(pipeline.connect(user, sessionId, gateway, epochs.get(gateway)));
        pipeline.values(pipeline.topics().events()).subList(0, checkedEvents).forEach(one::logged);
        watched.add(one);
    }

    private void disconnect() {
        if (!watched.isEmpty()) {
            pipeline.disconnect(watched.remove(random.nextInt(watched.size())).session());
        }
    }

    /** Its lease is judged only if it stays away for long enough; what it had ends by its next epoch too. */
    private void dieOrRevive(String gateway) {
        if (alive.get(gateway)) {
            alive.put(gateway, false);
            pipeline.die(gateway);
            watched.removeIf(one -> one.session().gatewayId().equals(gateway));
            pipeline.pass(Duration.ofSeconds(random.nextInt(6)));
        } else {
            revive(gateway);
        }
    }

    private void revive(String gateway) {
        alive.put(gateway, true);
        pipeline.live(gateway, epochs.merge(gateway, 1L, Long::sum));
    }

    private void crashOrWithhold(Application application) {
        if (!pipeline.crash(application, random)) {
            pipeline.withhold(application);
        }
    }

    private void check() {
        List<Event> log = pipeline.values(pipeline.topics().events());
        for (Event event : log.subList(checkedEvents, log.size())) {
            gapless.check(event);
            members.check(event);
            repeats.check(event);
            watched.forEach(one -> one.logged(event));
        }
        checkedEvents = log.size();
        List<TestRecord<String, Outcome>> outcomes =
                pipeline.records(pipeline.topics().outcomes());
        for (TestRecord<String, Outcome> outcome : outcomes.subList(checkedOutcomes, outcomes.size())) {
            repeats.check(outcome.value(), outcome.getRecordTime());
        }
        checkedOutcomes = outcomes.size();
        watched.forEach(WatchedSession::check);
    }

    private String group() {
        return CONVERSATIONS[random.nextInt(GROUPS)];
    }

    private String any(String... some) {
        return some[random.nextInt(some.length)];
    }
}
