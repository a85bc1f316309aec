package io.parley.topologies.failure;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Command;
import io.parley.avro.DeadLetter;
import io.parley.avro.Event;
import io.parley.avro.Open;
import io.parley.avro.Signal;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Compatibility;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Partitions;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.conversation.ConversationTopology;
import io.parley.topologies.parts.Placement;
import io.parley.topologies.testkit.Commands;
import io.parley.topologies.testkit.TopologyFixture;
import org.apache.avro.Schema;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.TestInputTopic;
import org.apache.kafka.streams.TestOutputTopic;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DeadLettersTest {

    private static final String HERE = groupWhere(partition -> partition == 0);
    private static final byte[] KEY = "key".getBytes(StandardCharsets.UTF_8);
    private static final byte[] GARBAGE = "garbage".getBytes(StandardCharsets.UTF_8);
    private static final byte[] OF_UNKNOWN_SCHEMA = {0, 0, 0, 0, 99, 1};

    private final Topics topics = new Topics(CatalogueConfig.small());
    private final LocalSchemaRegistry schemas = new LocalSchemaRegistry();
    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final FragileRegistry registry = new FragileRegistry();
    private final DeadLetters deadLetters = new DeadLetters(
            "conversation",
            topics,
            new AvroSerdes(schemas),
            new LetterMeters("conversation", Optional::of, List.of("parley.commands"), meters));
    private final TopologyFixture fixture = new TopologyFixture(
            topics,
            schemas,
            (catalogue, serdes) ->
                    ConversationTopology.build(catalogue, new AvroSerdes(registry), ConversationConfig.standard()),
            Map.of(
                    StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
                    DeadLetters.Handler.class,
                    StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG,
                    DeadLetters.Misplaced.class,
                    Placement.KEY,
                    true,
                    DeadLetters.KEY,
                    deadLetters));
    private final TestInputTopic<byte[], byte[]> raw = fixture.driver()
            .createInputTopic(topics.commands().name(), new ByteArraySerializer(), new ByteArraySerializer());
    private final TestInputTopic<String, Command> commands = fixture.input(topics.commands());
    private final TestOutputTopic<String, DeadLetter> letters = fixture.output(topics.deadLetters());
    private final TestOutputTopic<String, Event> events = fixture.output(topics.events());

    /** A registry that may be down. */
    private final class FragileRegistry implements SchemaRegistry {

        private boolean down;

        @Override
        public int register(String subject, Schema schema) {
            return schemas.register(subject, schema);
        }

        @Override
        public Schema byId(int id) {
            if (down) {
                throw new RegistryUnavailableException("down", null);
            }
            return schemas.byId(id);
        }

        @Override
        public void requireCompatibility(String subject, Compatibility compatibility) {
            schemas.requireCompatibility(subject, compatibility);
        }
    }

    @AfterEach
    void close() {
        fixture.close();
    }

    @Test
    void shouldPutARecordAsideAndGoOnWhenItCanNeverBeRead() {
        // When
        raw.pipeInput(KEY, GARBAGE);
        commands.pipeInput(HERE, Commands.createGroup(HERE, "alice", "c"));

        // Then
        DeadLetter letter = letters.readValue();
        assertThat(letter.getTopic()).isEqualTo("parley.commands");
        assertThat(letter.getPartition()).isZero();
        assertThat(letter.getOffset()).isZero();
        assertThat(letter.getApplication()).isEqualTo("conversation");
        assertThat(letter.getReason()).contains("expected: magic byte 0");
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(KEY));
        assertThat(letter.getValue()).isEqualTo(ByteBuffer.wrap(GARBAGE));
        assertThat(events.readValue().getSequence()).isEqualTo(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void shouldPutARecordAsideWhenNobodyKnowsItsSchema() {
        // When
        raw.pipeInput(key(HERE), OF_UNKNOWN_SCHEMA);

        // Then
        assertThat(letters.readValue().getReason()).contains("schema id 99 is unknown");
    }

    @Test
    void shouldPutARecordAsideWhenItHasNoValue() {
        // When
        raw.pipeInput(key(HERE), (byte[]) null);

        // Then
        assertThat(letters.readValue().getReason()).isEqualTo("a command without a value");
    }

    @Test
    void shouldDecideNothingWhenACommandLiesInThePartitionOfOthers() {
        // Given the driver's one partition
        String elsewhere = groupWhere(partition -> partition == 2);

        // When
        commands.pipeInput(elsewhere, Commands.createGroup(elsewhere, "alice", "c"));
        commands.pipeInput(HERE, Commands.createGroup(HERE, "alice", "c"));

        // Then
        DeadLetter letter = letters.readValue();
        assertThat(letter.getReason()).isEqualTo("a record of " + elsewhere + " in partition 0 (expected: 2)");
        assertThat(letter.getKey()).isEqualTo(ByteBuffer.wrap(key(elsewhere)));
        assertThat(letter.getValue()).isNotNull();
        assertThat(events.readValue().getConversationId()).isEqualTo(HERE);
        assertThat(events.isEmpty()).isTrue();
        assertThat(fixture.output(topics.outcomes()).isEmpty()).isTrue();
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void shouldAnswerNothingWhenASignalLiesInThePartitionOfOthers() {
        // Given the driver's one partition
        String elsewhere = groupWhere(partition -> partition == 2);

        // When
        fixture.input(topics.signals())
                .pipeInput(elsewhere, new Signal(elsewhere, "alice", "phone", "gw-1", 1L, new Open()));

        // Then
        DeadLetter letter = letters.readValue();
        assertThat(letter.getTopic()).isEqualTo("parley.signals");
        assertThat(letter.getReason()).isEqualTo("a record of " + elsewhere + " in partition 0 (expected: 2)");
        assertThat(fixture.output(topics.expansions()).isEmpty()).isTrue();
    }

    @Test
    void shouldKeepTheBeginningWhenARecordIsTooLargeToKeep() {
        // When
        raw.pipeInput(KEY, new byte[600 * 1024]);

        // Then
        DeadLetter letter = letters.readValue();
        assertThat(letter.getValue().remaining()).isEqualTo(512 * 1024);
        assertThat(letter.getValueSize()).isEqualTo(614_400);
        assertThat(letter.getReason()).endsWith("(cut: value 524288 of 614400 bytes kept)");
    }

    @Test
    void shouldKeepThePlaceAloneWhenTheTopicHasRefusedALargeLetter() {
        // Given
        deadLetters.refused(300 * 1024);

        // When
        raw.pipeInput(KEY, GARBAGE);

        // Then
        DeadLetter letter = letters.readValue();
        assertThat(letter.getValue()).isNull();
        assertThat(letter.getValueSize()).isEqualTo(GARBAGE.length);
        assertThat(letter.getPartition()).isZero();
        assertThat(counted("parley.streams.dead.letters.lost")).isZero();
    }

    @Test
    void shouldPassARecordOverAndCountItWhenTheTopicTakesNoLetterAtAll() {
        // Given
        deadLetters.refused(200);

        // When
        raw.pipeInput(KEY, GARBAGE);
        commands.pipeInput(HERE, Commands.createGroup(HERE, "alice", "c"));

        // Then
        assertThat(letters.isEmpty()).isTrue();
        assertThat(events.readValue().getSequence()).isEqualTo(1);
        assertThat(counted("parley.streams.dead.letters.lost")).isEqualTo(1);
        assertThat(counted()).isEqualTo(1);
    }

    @Test
    void shouldCountFromZeroOnWhenNothingWasEverPutAside() {
        assertThat(meters.get("parley.streams.dead.letters")
                        .tags("application", "conversation", "topic", "parley.commands")
                        .counter()
                        .count())
                .isZero();
        assertThat(meters.get("parley.streams.dead.letters.lost").counter().count())
                .isZero();
    }

    @Test
    void shouldFailAndSkipNothingWhenTheRegistryIsDown() {
        // Given
        registry.down = true;

        // Then
        assertThatThrownBy(() -> commands.pipeInput(HERE, Commands.createGroup(HERE, "alice", "c")))
                .hasRootCauseInstanceOf(RegistryUnavailableException.class);
        assertThat(letters.isEmpty()).isTrue();
        assertThat(counted()).isZero();
    }

    private static String groupWhere(IntPredicate partition) {
        int partitions = CatalogueConfig.small().conversationPartitions();
        return IntStream.range(1, 100)
                .mapToObj(Commands::group)
                .filter(group -> partition.test(Partitions.of(group, partitions)))
                .findFirst()
                .orElseThrow();
    }

    private double counted() {
        return counted("parley.streams.dead.letters");
    }

    private double counted(String name) {
        return meters.find(name).counters().stream()
                .mapToDouble(counter -> counter.count())
                .sum();
    }

    private byte[] key(String key) {
        return new AvroSerdes(schemas)
                .key()
                .serializer()
                .serialize(topics.commands().name(), key);
    }
}
