package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.Health;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.servers.KafkaBroker;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.GaplessSequence;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** A broker that goes away under load and comes back is waited for: what was accepted is numbered and delivered. */
class BrokerOutageIT {

    private static final Duration OUTAGE = Duration.ofSeconds(15);
    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final List<String> USERS = List.of("alice", "bob");
    private static final int GROUPS = 6;
    private static final int ENOUGH = 300;

    private final LocalSchemaRegistry registry = new LocalSchemaRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final List<Command> written = new ArrayList<>();
    private final List<Future<RecordMetadata>> acknowledgements = new ArrayList<>();

    @TempDir
    Path folder;

    @Test
    void shouldDeliverEveryEventInOrderWhenTheBrokerWasAway() throws Exception {
        KafkaBroker broker = RealServers.get().newBroker(folder.resolve("broker"));
        broker.start();
        try (RealTopics topics = new RealTopics("outage.", broker.bootstrapServers(), registry);
                RealGateway gateway = new RealGateway(topics, "gw-1", 5);
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                StreamsApplication conversation = application(Applications.CONVERSATION, topics);
                StreamsApplication user = application(Applications.USER, topics)) {
            // Given
            conversation.start();
            user.start();
            gateway.live();
            USERS.forEach(gateway::connect);
            await().atMost(PATIENCE)
                    .until(() -> gateway.handed(InboxDelivery.class).size() >= USERS.size());
            AtomicBoolean enough = new AtomicBoolean();
            Thread feeder = new Thread(() -> feed(topics, enough), "feeder");
            feeder.start();
            await().atMost(PATIENCE)
                    .until(() -> gateway.handed(EventDelivery.class).size() > ENOUGH);

            // When
            broker.stop();
            LockSupport.parkNanos(OUTAGE.toNanos());
            int before = gateway.handed(EventDelivery.class).size();
            broker.start();
            await().atMost(PATIENCE)
                    .until(() -> gateway.handed(EventDelivery.class).size() > before + ENOUGH);
            enough.set(true);
            feeder.join();
            for (Future<RecordMetadata> acknowledgement : acknowledgements) {
                acknowledgement.get();
            }

            // Then
            await().atMost(PATIENCE).until(() -> events.poll().size() >= written.size());
            assertThat(events.values()).hasSameSizeAs(written);
            new GaplessSequence().checkAll(events.values());
            for (int group = 0; group < GROUPS; group++) {
                String groupId = Commands.group(group);
                long head = events.values().stream()
                        .filter(event -> event.getConversationId().equals(groupId))
                        .count();
                for (String userId : USERS) {
                    await().atMost(PATIENCE)
                            .until(() -> seen(gateway, groupId, userId).contains(head));
                    assertThat(seen(gateway, groupId, userId))
                            .as("what %s sees of %s", userId, groupId)
                            .containsExactlyElementsOf(
                                    LongStream.rangeClosed(1, head).boxed().toList());
                }
            }
            assertThat(meters.find("parley.streams.records.given.up").counters())
                    .allMatch(counter -> counter.count() == 0);
            assertThat(List.of(conversation.alive(), user.alive())).allMatch(Health::ok);
        } finally {
            broker.stop();
        }
    }

    /** The sequences in the order in which a client sees them, which drops repeats. */
    private static List<Long> seen(RealGateway gateway, String groupId, String userId) {
        return gateway.handed(EventDelivery.class).stream()
                .filter(delivery -> delivery.getUserIds().contains(userId))
                .map(EventDelivery::getEvent)
                .filter(event -> event.getConversationId().equals(groupId))
                .map(Event::getSequence)
                .distinct()
                .toList();
    }

    private StreamsApplication application(Application application, RealTopics topics) {
        String stateDir = folder.resolve(application.name()).toString();
        return new StreamsApplication(
                application, Settings.of(topics.settings(stateDir), application.keys()), registry, meters);
    }

    private void feed(RealTopics topics, AtomicBoolean enough) {
        for (int group = 0; group < GROUPS; group++) {
            write(topics, Commands.createGroup(Commands.group(group), "alice", "create", "bob"));
        }
        for (int i = 0; !enough.get(); i++) {
            String user = USERS.get(i % USERS.size());
            write(topics, Commands.send(Commands.group(i % GROUPS), user, "id-" + i, "message " + i));
            // About 200 messages a second.
            LockSupport.parkNanos(5_000_000);
        }
    }

    private void write(RealTopics topics, Command command) {
        acknowledgements.add(topics.write(command));
        written.add(command);
    }
}
