package io.parley.topologies;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.Repeated;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.GaplessSequence;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import static java.util.stream.Collectors.toMap;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** The conversation application as a process on a real broker and registry, killed while it works. */
class ConversationProcessIT {

    private static final List<String> USERS = List.of("alice", "bob", "carol", "dave", "erin");
    private static final int GROUPS = 6;
    private static final int MESSAGES_BEFORE_THE_KILL = 400;
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final List<Command> written = new ArrayList<>();
    private final List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void shouldLoseAndDoubleNothingWhenItIsKilledAtWork() throws Exception {
        try (RealTopics topics = new RealTopics("killed-conversation.");
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                RealTopics.Reader<Outcome> outcomes =
                        topics.read(topics.topics().outcomes())) {
            Map<String, String> settings =
                    topics.settings(folder.resolve("state").toString());
            AtomicBoolean enough = new AtomicBoolean();
            Thread feeder = new Thread(() -> feed(topics, enough), "feeder");

            // Given
            try (ChildProcess first =
                    ChildProcess.start("conversation", folder, settings).awaitReady()) {
                feeder.start();
                await().atMost(PATIENCE).until(() -> events.poll().size() > MESSAGES_BEFORE_THE_KILL);

                // When
                first.kill();
            }
            int seenBefore = events.poll().size();
            try (ChildProcess second = ChildProcess.start("conversation", folder, settings)) {
                await().atMost(PATIENCE).until(() -> events.poll().size() > seenBefore + MESSAGES_BEFORE_THE_KILL);
                enough.set(true);
                feeder.join();
                for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                    acknowledgement.get();
                }

                // Then
                await().atMost(PATIENCE).until(() -> events.poll().size() >= written.size());
                new GaplessSequence().checkAll(events.values());
                assertThat(events.values().stream()
                                .map(ConversationProcessIT::id)
                                .toList())
                        .as("each command once")
                        .containsExactlyInAnyOrderElementsOf(
                                written.stream().map(ConversationProcessIT::id).toList());

                // And a repeat of what was sent before the kill gets the first number
                Map<String, Long> sequences =
                        events.values().stream().collect(toMap(ConversationProcessIT::id, Event::getSequence));
                List<Command> repeats = written.subList(GROUPS, GROUPS + 50);
                for (Command repeat : repeats) {
                    topics.write(repeat).get();
                }
                await().atMost(PATIENCE).until(() -> outcomes.poll().size() >= repeats.size());
                assertThat(outcomes.values())
                        .allSatisfy(outcome -> assertThat(((Repeated) outcome.getBody()).getSequence())
                                .isEqualTo(sequences.get(id(outcome))));
                assertThat(outcomes.poll()).hasSize(repeats.size());
                assertThat(events.poll()).hasSize(written.size());
                assertThat(second.metrics()).contains("kafka_stream_thread_process_total");
                assertThat(events.poll())
                        .extracting(ConsumerRecord::partition)
                        .containsExactlyElementsOf(events.values().stream()
                                .map(event -> topics.topics().events().partitionOf(event.getConversationId()))
                                .toList());

                // And it ends when it is asked to
                second.terminate();
                assertThat(second.awaitExit()).isEqualTo(143);
            }
        }
    }

    /** Creates the groups, then sends, from everybody in turn, until it is enough. */
    private void feed(RealTopics topics, AtomicBoolean enough) {
        for (int group = 0; group < GROUPS; group++) {
            write(
                    topics,
                    Commands.createGroup(Commands.group(group), "alice", "create", "bob", "carol", "dave", "erin"));
        }
        for (int i = 0; !enough.get(); i++) {
            String user = USERS.get(i % USERS.size());
            write(topics, Commands.send(Commands.group(i % GROUPS), user, "id-" + i, "message " + i));
            if (i % 20 == 0) {
                // About 2,000 messages a second.
                LockSupport.parkNanos(10_000_000);
            }
        }
    }

    private void write(RealTopics topics, Command command) {
        acknowledgements.add(topics.write(command));
        written.add(command);
    }

    private static String id(Command command) {
        return command.getConversationId() + " " + command.getSenderId() + " " + command.getCommandId();
    }

    private static String id(Event event) {
        return event.getConversationId() + " " + event.getSenderId() + " " + event.getCommandId();
    }

    private static String id(Outcome outcome) {
        return outcome.getConversationId() + " " + outcome.getUserId() + " " + outcome.getCommandId();
    }
}
