package io.parley.topologies.conversation;

import io.parley.avro.Command;
import io.parley.avro.Delete;
import io.parley.avro.Edit;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.React;
import io.parley.avro.Refused;
import io.parley.avro.Send;
import io.parley.avro.TargetStamp;
import io.parley.runtime.authority.CommandSeals;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.TargetsModel.Act;
import io.parley.topologies.conversation.decision.DecisionRules;
import io.parley.topologies.history.HistorySeed;
import io.parley.topologies.history.RandomHistory;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.TopologyFixture;
import net.jqwik.api.ForAll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Random;

import static io.parley.topologies.testkit.Commands.group;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * For every stamp of a gateway (a message as it just passed by, or from a store at some earlier point, with some later
 * changes), for everything forgotten meanwhile, and for a loss of the disk at any time: a target is decided as with
 * complete knowledge, or refused as {@code unavailable}, and that only if the stamp is older than the memory.
 */
class TargetsPropertyTest {

    private static final String GROUP = group(1);
    private static final List<String> USERS = List.of("alice", "bob", "carol");
    private static final List<String> REACTIONS = List.of("👍", "❤", "❤\uFE0F", "🎉", "é", "e\u0301");
    private static final int MAX_REACTIONS = 2;
    private static final Duration EDIT_WINDOW = Duration.ofHours(24);
    private static final int COMMANDS = 400;

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();

    /** One history: everything that is random in it comes from one seed. */
    private final class History {
        private final Random random;
        private final int commands;
        private final TopologyFixture fixture;
        private final TargetsModel model = new TargetsModel(MAX_REACTIONS, EDIT_WINDOW, USERS.get(0));
        private Instant clock = Instant.parse("2026-03-01T11:59:59Z");

        History(HistorySeed seed, TopologyFixture fixture) {
            this.random = seed.random();
            this.commands = seed.steps(COMMANDS);
            this.fixture = fixture;
        }

        void run() {
            assertThat(decide(Commands.createGroup(GROUP, "alice", "c", "bob", "carol"), clock))
                    .isEmpty();
            int crash = random.nextInt(COMMANDS);
            for (int i = 0; i < commands; i++) {
                if (i == crash) {
                    fixture.restart();
                }
                pass();
                if (random.nextInt(3) == 0) {
                    decide(Commands.send(GROUP, user(), "id-" + i, "hello"), clock);
                } else {
                    touch("id-" + i);
                }
            }
        }

        private void pass() {
            int chance = random.nextInt(40);
            Duration step = chance == 0
                    ? Duration.ofMinutes(random.nextInt(40 * 60))
                    : chance < 4 ? Duration.ofHours(2) : Duration.ofMillis(random.nextInt(2_000));
            clock = clock.plus(step);
        }

        private void touch(String id) {
            long target = target();
            Act act = Act.values()[random.nextInt(Act.values().length)];
            String user = user();
            String reaction = REACTIONS.get(random.nextInt(REACTIONS.size()));
            TargetStamp stamp = target <= model.head() ? stamp(user, target) : null;
            // The log's clock steps back now and then; a conversation's doesn't.
            Instant log = random.nextInt(10) == 0 ? clock.minus(Duration.ofMinutes(random.nextInt(30))) : clock;
            Instant now = model.time(log);
            String right = model.decision(act, user, target, reaction, now);
            boolean mayBeUnavailable =
                    target <= model.head() && (stamp == null || model.mayBeForgottenAfter(stamp.getReadUpTo(), now));

            String decision =
                    decide(new Command(GROUP, user, id, body(act, target, reaction, stamp), false, null), log);

            if (!(mayBeUnavailable && decision.equals("unavailable"))) {
                assertThat(decision)
                        .as("%s %s of %s with %s at %s, head %s", act, reaction, target, stamp, now, model.head())
                        .isEqualTo(right);
            }
        }

        /** One of the last few, one of the first, which are touched again and again, or one that isn't there yet. */
        private long target() {
            long head = model.head();
            return switch (random.nextInt(8)) {
                case 0 -> head + 1;
                case 1, 2, 3 -> 1 + random.nextInt((int) Math.min(head, 6));
                case 4 -> 1 + random.nextInt((int) head);
                default -> Math.max(1, head - random.nextInt(6));
            };
        }

        private TargetStamp stamp(String user, long target) {
            long head = model.head();
            long later = head - target;
            return switch (random.nextInt(10)) {
                case 0 -> null;
                case 1, 2, 3 -> model.stamp(user, target, target, random, 0);
                case 4, 5 -> model.stamp(user, target, head, random, 0);
                case 6, 7 -> model.stamp(user, target, Math.max(target, head - random.nextInt(5)), random, 0.5);
                default -> model.stamp(user, target, target + random.nextInt((int) later + 1), random, 0.5);
            };
        }

        private Object body(Act act, long target, String reaction, TargetStamp stamp) {
            return switch (act) {
                case REPLY -> new Send("an answer", "text/plain", false, target, stamp);
                case EDIT -> new Edit(target, "edited", stamp);
                case DELETE -> new Delete(target, stamp);
                case GIVE -> new React(target, reaction, false, stamp);
                case TAKE_BACK -> new React(target, reaction, true, stamp);
            };
        }

        private String user() {
            return USERS.get(random.nextInt(USERS.size()));
        }

        /** The code of the refusal; empty if it took effect. */
        private String decide(Command command, Instant log) {
            fixture.input(topics.commands()).pipeInput(GROUP, command, log);
            List<Event> events = fixture.output(topics.events()).readValuesToList();
            List<Outcome> outcomes = fixture.output(topics.outcomes()).readValuesToList();
            assertThat(events.size() + outcomes.size()).isEqualTo(1);
            events.forEach(model::take);
            return outcomes.isEmpty() ? "" : ((Refused) outcomes.get(0).getBody()).getCode();
        }
    }

    @RandomHistory
    void shouldDecideAsIfNothingWereForgottenOrSayThatTheStampIsTooOld(
            @ForAll(supplier = HistorySeed.Any.class) HistorySeed seed) {
        try (TopologyFixture fixture = fixture()) {
            new History(seed, fixture).run();
        }
    }

    private TopologyFixture fixture() {
        ConversationConfig config = ConversationConfig.standard()
                .with(new DecisionRules(1_000, EDIT_WINDOW, MAX_REACTIONS, 100, List.of(), CommandSeals.none()));
        return new TopologyFixture(
                topics,
                registry,
                (catalogue, serdes) -> ConversationTopology.build(catalogue, serdes, config),
                Map.of());
    }
}
