package io.parley.schemas;

import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;

/** Holds {@code docs/topics.md} against the catalogue. With {@code -Dparley.docs=write} the test writes it instead. */
class TopicsDocTest {

    private static final Path DOC = Path.of("..", "docs", "topics.md");

    @Test
    void shouldDescribeTheCatalogueInTheDocs() throws IOException {
        // Given
        String expected = document();
        if ("write".equals(System.getProperty("parley.docs"))) {
            Files.writeString(DOC, expected);
        }

        // Then
        assertThat(DOC)
                .usingCharset(StandardCharsets.UTF_8)
                .describedAs("%s is to say what the catalogue says; run with -Dparley.docs=write to renew it", DOC)
                .hasContent(expected);
    }

    private static String document() {
        Topics topics = new Topics(CatalogueConfig.small());
        String rows = Stream.concat(topics.all().stream(), Stream.of(topics.deliveries(new GatewayId("gateway"))))
                .map(TopicsDocTest::row)
                .collect(Collectors.joining("\n"));
        return """
                # Topics

                Generated from the catalogue (`io.parley.schemas.Topics`); a test compares the two.

                Names begin with `topics.prefix` (`parley.` by default).
                Partition counts are those of the small catalogue (`topics.conversation-partitions`, \
                `topics.user-partitions`); they are fixed when an installation is set up.
                Every key is a string, the bare id in UTF-8 (Kafka's own `StringSerializer`), and every value an Avro \
                record (`schemas/src/main/avro`) in the Confluent wire format, under the subject `<topic>-value`.
                So Kafka's default partitioner puts a record in the partition of its id (murmur2, `Partitions`), and \
                so do the Java clients, kafkajs and Kafka Streams' own repartitioning; librdkafka does with \
                `partitioner=murmur2_random`.
                A topic whose key is more than the id of its partition is marked below; its writers choose the \
                partition.

                | topic | keyed by | value | carries | partitions | kept | clock | schema changes |
                | --- | --- | --- | --- | --- | --- | --- | --- |
                %s
                """.formatted(rows);
    }

    private static String row(Topic<?> topic) {
        String name = topic.name().replace("deliveries.gateway", "deliveries.<gateway>");
        return "| `%s` | %s | `%s` | %s | %d | %s | %s | %s |"
                .formatted(
                        name,
                        topic.key(),
                        topic.valueType().getSimpleName(),
                        topic.carries(),
                        topic.partitions(),
                        kept(topic),
                        topic.settings().get("message.timestamp.type").equals("LogAppendTime")
                                ? "the log's"
                                : "the writer's",
                        topic.compatibility());
    }

    private static String kept(Topic<?> topic) {
        String retention = topic.settings().get("retention.ms");
        if (retention == null) {
            return "the last of each key";
        }
        if (retention.equals("-1")) {
            return "for ever";
        }
        Duration duration = Duration.ofMillis(Long.parseLong(retention));
        return duration.toDays() > 0
                ? duration.toDays() + " d"
                : duration.toHours() > 0 ? duration.toHours() + " h" : duration.toMinutes() + " min";
    }
}
