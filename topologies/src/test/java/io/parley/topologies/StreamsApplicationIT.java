package io.parley.topologies;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Command;
import io.parley.avro.DeadLetter;
import io.parley.avro.Event;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.Health;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.Compatibility;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import org.apache.avro.Schema;
import org.apache.kafka.common.config.TopicConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application within the process, as standalone runs it, on a real broker and registry. */
class StreamsApplicationIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String GROUP = Commands.group(1);

    /** With its envelope it just fits into a request of a producer. */
    private static final int LARGEST_VALUE = 1024 * 1024 - 100;

    /** Meters of one application with one thread, which reads ten partitions of four topics, and writes five. */
    private static final int LARGEST_SCRAPE = 250;

    /** The topics that the application with dead letters reads. */
    private static final Set<String> READ =
            Set.of("dead-letters.commands", "dead-letters.signals", "dead-letters.gateway-ends");

    private final MeterRegistry meters = new SimpleMeterRegistry();

    @TempDir
    Path folder;

    @Test
    void shouldPutAsideWhatCanNeverBeReadAndGoOn() throws Exception {
        try (RealTopics topics = new RealTopics("dead-letters.");
                RealTopics.Reader<DeadLetter> letters =
                        topics.read(topics.topics().deadLetters());
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                StreamsApplication application = application(topics, registry())) {
            // Given
            int partition = topics.topics().commands().partitionOf(GROUP);
            byte[] garbage = "garbage".getBytes(StandardCharsets.UTF_8);
            assertThat(application.ready().ok()).isFalse();

            // When
            topics.writeRaw(partition, garbage, garbage).get();
            topics.write(Commands.createGroup(GROUP, "alice", "c")).get();
            application.start();

            // Then
            await().atMost(PATIENCE).until(() -> !events.poll().isEmpty());
            await().atMost(PATIENCE).until(() -> !letters.poll().isEmpty());
            DeadLetter letter = letters.values().get(0);
            assertThat(letter.getTopic()).isEqualTo("dead-letters.commands");
            assertThat(letter.getPartition()).isEqualTo(partition);
            assertThat(letter.getOffset()).isZero();
            // The first assignment is often followed by another, during which it rightly isn't ready.
            await().atMost(PATIENCE).until(() -> application.ready().ok());
            assertThat(meters.get("parley.streams.dead.letters")
                            .tag("topic", "commands")
                            .counter()
                            .count())
                    .isEqualTo(1);

            // And its lag is shown
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(meters.find("kafka.consumer.fetch.manager.records.lag.max")
                                    .tag("application", "conversation")
                                    .gauges())
                            .extracting(Gauge::value)
                            .contains(0.0));
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(
                                    meters.find("kafka.consumer.fetch.manager.records.lag").gauges().stream()
                                            .map(gauge -> gauge.getId().getTag("topic")))
                            .contains("dead-letters.commands"));

            // And once, of what it reads alone, among those alone that somebody may act on
            List<String> lags = meters.find("kafka.consumer.fetch.manager.records.lag").gauges().stream()
                    .map(gauge ->
                            gauge.getId().getTag("topic") + " " + gauge.getId().getTag("partition"))
                    .toList();
            assertThat(lags).doesNotHaveDuplicates().allMatch(lag -> READ.contains(lag.split(" ", 2)[0]));
            assertThat(lags)
                    .filteredOn(lag -> lag.startsWith("dead-letters.commands"))
                    .hasSize(topics.topics().commands().partitions());
            assertThat(meters.getMeters()).hasSizeLessThan(LARGEST_SCRAPE);
            assertThat(meters.getMeters())
                    .extracting(meter -> meter.getId().getName())
                    .contains("kafka.stream.alive.stream.threads", "kafka.stream.decision.decided.total")
                    .noneMatch(name -> name.startsWith("kafka.stream.state."));

            // And it ends quietly
            application.close();
            assertThat(application.ended()).isCompleted();
            assertThat(application.ready()).isEqualTo(new Health(false, "NOT_RUNNING"));
        }
    }

    @Test
    void shouldPutAsideACommandThatLiesInThePartitionOfOthers() throws Exception {
        try (RealTopics topics = new RealTopics("misplaced.");
                RealTopics.Reader<DeadLetter> letters =
                        topics.read(topics.topics().deadLetters());
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                StreamsApplication application = application(topics, registry())) {
            // Given
            Topic<Command> commands = topics.topics().commands();
            Command create = Commands.createGroup(GROUP, "alice", "c");
            int elsewhere = (commands.partitionOf(GROUP) + 1) % commands.partitions();
            byte[] key = topics.serdes().key().serializer().serialize(commands.name(), GROUP);
            byte[] value = topics.serdes().value(commands).serializer().serialize(commands.name(), create);

            // When
            topics.writeRaw(elsewhere, key, value).get();
            application.start();
            await().atMost(PATIENCE).until(() -> !letters.poll().isEmpty());
            topics.write(create).get();

            // Then
            await().atMost(PATIENCE).until(() -> !events.poll().isEmpty());
            assertThat(events.values()).extracting(Event::getSequence).containsExactly(1L);
            assertThat(letters.values())
                    .singleElement()
                    .satisfies(letter -> assertThat(letter.getPartition()).isEqualTo(elsewhere));
        }
    }

    @Test
    void shouldPutAsideARecordThatIsAsLargeAsRecordsGet() throws Exception {
        try (RealTopics topics = new RealTopics("large-letters.");
                RealTopics.Reader<DeadLetter> letters =
                        topics.read(topics.topics().deadLetters());
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                StreamsApplication application = application(topics, registry())) {
            // When
            topics.writeRaw(topics.topics().commands().partitionOf(GROUP), null, garbage(LARGEST_VALUE))
                    .get();
            topics.write(Commands.createGroup(GROUP, "alice", "c")).get();
            application.start();

            // Then
            await().atMost(PATIENCE).until(() -> !events.poll().isEmpty());
            await().atMost(PATIENCE).until(() -> !letters.poll().isEmpty());
            assertThat(letters.values().get(0).getValueSize()).isEqualTo(LARGEST_VALUE);
            assertThat(meters.get("parley.streams.threads.replaced").counter().count())
                    .isZero();
        }
    }

    @Test
    void shouldGoOnUnderExactlyOnceWhenTheTopicOfLettersTakesSmallRecordsAlone() throws Exception {
        try (RealTopics topics = new RealTopics("small-letters.");
                RealTopics.Reader<DeadLetter> letters =
                        topics.read(topics.topics().deadLetters());
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                StreamsApplication application = application(topics, registry())) {
            // Given
            topics.set(topics.topics().deadLetters(), TopicConfig.MAX_MESSAGE_BYTES_CONFIG, "2000");

            // When
            topics.writeRaw(topics.topics().commands().partitionOf(GROUP), null, garbage(10_000))
                    .get();
            topics.write(Commands.createGroup(GROUP, "alice", "c")).get();
            application.start();

            // Then
            await().atMost(PATIENCE).until(() -> !events.poll().isEmpty());
            await().atMost(PATIENCE).until(() -> !letters.poll().isEmpty());
            DeadLetter letter = letters.values().get(0);
            assertThat(letter.getTopic()).isEqualTo("small-letters.commands");
            assertThat(letter.getOffset()).isZero();
            assertThat(letter.getValue()).isNull();
            assertThat(letter.getValueSize()).isEqualTo(10_000);
        }
    }

    @Test
    void shouldWaitAndSkipNothingWhenTheRegistryIsDown() throws Exception {
        FragileRegistry registry = new FragileRegistry(registry());
        try (RealTopics topics = new RealTopics("registry-down.");
                RealTopics.Reader<DeadLetter> letters =
                        topics.read(topics.topics().deadLetters());
                RealTopics.Reader<Event> events = topics.read(topics.topics().events());
                StreamsApplication application = application(topics, registry)) {
            // Given
            application.start();
            registry.down = true;

            // When
            topics.write(Commands.createGroup(GROUP, "alice", "c")).get();
            await().dontCatchUncaughtExceptions()
                    .atMost(PATIENCE)
                    .until(() -> meters.get("parley.streams.threads.replaced")
                                    .counter()
                                    .count()
                            >= 2);
            assertThat(application.alive().ok()).isTrue();
            registry.down = false;

            // Then
            await().dontCatchUncaughtExceptions()
                    .atMost(PATIENCE)
                    .until(() -> !events.poll().isEmpty());
            assertThat(letters.poll()).isEmpty();
        }
    }

    @Test
    void shouldRunAllApplicationsInOneProcess() throws Exception {
        try (RealTopics topics = new RealTopics("all-in-one.");
                StreamsApplication conversation = application(Applications.CONVERSATION, topics, registry());
                StreamsApplication user = application(Applications.USER, topics, registry());
                StreamsApplication presence = application(Applications.PRESENCE, topics, registry())) {
            // When
            List<StreamsApplication> all = List.of(conversation, user, presence);
            for (StreamsApplication application : all) {
                application.start();
            }

            // Then
            await().atMost(PATIENCE)
                    .until(() -> all.stream()
                            .allMatch(application -> application.ready().ok()));
        }
    }

    /** Nothing that a registry could be asked about: with a 0 in front it would be waited for. */
    private static byte[] garbage(int length) {
        byte[] garbage = new byte[length];
        Arrays.fill(garbage, (byte) 'x');
        return garbage;
    }

    private StreamsApplication application(RealTopics topics, SchemaRegistry registry) {
        return application(Applications.CONVERSATION, topics, registry);
    }

    private StreamsApplication application(Application application, RealTopics topics, SchemaRegistry registry) {
        Settings settings = Settings.of(topics.settings(folder.toString()), application.keys());
        return new StreamsApplication(application, settings, registry, meters);
    }

    private static SchemaRegistry registry() {
        return new HttpSchemaRegistry(RegistryConfig.of(RealServers.get().registryUrl()));
    }

    /** A registry whose answers to readers may stay away. */
    private static final class FragileRegistry implements SchemaRegistry {

        private final SchemaRegistry registry;
        private volatile boolean down;

        FragileRegistry(SchemaRegistry registry) {
            this.registry = registry;
        }

        @Override
        public int register(String subject, Schema schema) {
            return registry.register(subject, schema);
        }

        @Override
        public Schema byId(int id) {
            if (down) {
                throw new RegistryUnavailableException("down", null);
            }
            return registry.byId(id);
        }

        @Override
        public void requireCompatibility(String subject, Compatibility compatibility) {
            registry.requireCompatibility(subject, compatibility);
        }
    }
}
