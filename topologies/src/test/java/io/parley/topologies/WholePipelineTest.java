package io.parley.topologies;

import io.parley.avro.Event;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.EveryEventOnce;
import io.parley.topologies.testkit.ExactHandOver;
import io.parley.topologies.testkit.GaplessSequence;
import io.parley.topologies.testkit.NothingAfterRemoval;
import io.parley.topologies.testkit.OnlyMembersAct;
import io.parley.topologies.testkit.PipelineFixture;
import io.parley.topologies.testkit.SessionView;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * From commands to sessions: random users who write, join and leave, connect and disconnect, while applications are
 * killed and started again. Each seed is one history.
 */
class WholePipelineTest {

    private static final String[] USERS = {"ann", "bob", "cid", "dee"};
    private static final String[] GATEWAYS = {"gw-1", "gw-2"};
    private static final int STEPS = 100;
    private static final int REPEATED = 10;

    private final List<Watched> watched = new ArrayList<>();
    private final GaplessSequence gapless = new GaplessSequence();
    private final OnlyMembersAct members = new OnlyMembersAct();
    private int checkedEvents;

    /** A session, and what is to hold for it. */
    private static final class Watched {

        private final SessionView session;
        private final ExactHandOver handOver;
        private final EveryEventOnce everyEvent;
        private final NothingAfterRemoval removal;
        private int checked;

        Watched(SessionView session) {
            this.session = session;
            this.handOver = new ExactHandOver(session.userId(), session.sessionId());
            this.everyEvent = new EveryEventOnce(session.userId(), session.sessionId());
            this.removal = new NothingAfterRemoval(session.userId());
        }

        void check() {
            List<Object> told = session.told();
            for (Object body : told.subList(checked, told.size())) {
                handOver.check(body);
                everyEvent.check(body);
                removal.check(body);
            }
            checked = told.size();
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void shouldKeepEveryGuaranteeWhoeverIsRestarted(long seed) {
        // Given
        Random random = new Random(seed);
        try (PipelineFixture pipeline = new PipelineFixture()) {
            for (String gateway : GATEWAYS) {
                pipeline.live(gateway, 1);
            }
            for (int group = 1; group <= 2; group++) {
                pipeline.send(Commands.createGroup(Commands.group(group), "ann", "create", "bob"));
            }

            // When
            for (int step = 0; step < STEPS; step++) {
                step(pipeline, random, step);
                check(pipeline);
            }

            // Then
            assertThat(watched).isNotEmpty().allMatch(one -> one.handOver.isReady());
            watched.forEach(one -> one.everyEvent.checkComplete());
        }
    }

    private void step(PipelineFixture pipeline, Random random, int step) {
        String group = Commands.group(1 + random.nextInt(2));
        String user = USERS[random.nextInt(USERS.length)];
        String id = String.valueOf(random.nextInt(3) == 0 ? step / 2 : step);
        switch (random.nextInt(16)) {
            case 0, 1 -> connect(pipeline, user, user + "/" + step, GATEWAYS[random.nextInt(GATEWAYS.length)]);
            case 2 -> disconnect(pipeline, random);
            case 3, 4 -> pipeline.send(Commands.add(group, "ann", id, user));
            case 5 -> pipeline.send(Commands.remove(group, "ann", id, user.equals("ann") ? "bob" : user));
            case 6 -> pipeline.pass(Duration.ofSeconds(1));
            case 7 -> pipeline.restart(Applications.SEQUENCER, 0);
            case 8 -> pipeline.restart(Applications.DELIVERY, random.nextInt(REPEATED));
            case 9 -> pipeline.restart(Applications.PRESENCE, random.nextInt(REPEATED));
            default -> pipeline.send(Commands.send(group, user, id, "hello"));
        }
    }

    private void connect(PipelineFixture pipeline, String user, String sessionId, String gateway) {
        Watched one = new Watched(pipeline.connect(user, sessionId, gateway, 1));
        pipeline.values(pipeline.topics().events()).forEach(one.everyEvent::logged);
        watched.add(one);
    }

    private void disconnect(PipelineFixture pipeline, Random random) {
        if (!watched.isEmpty()) {
            pipeline.disconnect(watched.remove(random.nextInt(watched.size())).session);
        }
    }

    private void check(PipelineFixture pipeline) {
        List<Event> log = pipeline.values(pipeline.topics().events());
        for (Event event : log.subList(checkedEvents, log.size())) {
            gapless.check(event);
            members.check(event);
            watched.forEach(one -> one.everyEvent.logged(event));
        }
        checkedEvents = log.size();
        watched.forEach(Watched::check);
    }
}
