package io.parley.topologies.failure;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.Guarantee;
import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.NotEnoughReplicasException;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.errors.ProductionExceptionHandler.Result;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

import static io.parley.topologies.Guarantee.AT_LEAST_ONCE;
import static io.parley.topologies.Guarantee.EXACTLY_ONCE;
import static org.assertj.core.api.Assertions.assertThat;

class SendFailuresTest {

    private static final Topics TOPICS = new Topics(CatalogueConfig.small());
    private static final String GATEWAY = "parley.deliveries.gateway-1";
    private static final String OTHER = "parley.pushes";
    private static final String CHANGELOG = "parley.user-user-inboxes-changelog";

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final DeadLetters letters = new DeadLetters(
            "test",
            TOPICS,
            new AvroSerdes(new LocalSchemaRegistry()),
            new LetterMeters("test", Optional::of, List.of(), meters));
    private final MissingTopics missing = new MissingTopics(() -> 0);

    static Stream<Arguments> failures() {
        return Stream.of(
                Arguments.of(AT_LEAST_ONCE, GATEWAY, saidMissing(), Result.RESUME),
                Arguments.of(AT_LEAST_ONCE, GATEWAY, new TimeoutException("no metadata"), Result.RETRY),
                Arguments.of(AT_LEAST_ONCE, GATEWAY, new BufferExhaustedException("full"), Result.RETRY),
                Arguments.of(AT_LEAST_ONCE, GATEWAY, new UnknownTopicOrPartitionException(), Result.RESUME),
                Arguments.of(AT_LEAST_ONCE, GATEWAY, new NotEnoughReplicasException("min"), Result.RETRY),
                Arguments.of(AT_LEAST_ONCE, OTHER, new TimeoutException("broker down"), Result.RETRY),
                Arguments.of(AT_LEAST_ONCE, OTHER, new UnknownTopicOrPartitionException(), Result.RETRY),
                Arguments.of(AT_LEAST_ONCE, OTHER, new RecordTooLargeException(), Result.RESUME),
                Arguments.of(AT_LEAST_ONCE, CHANGELOG, new RecordTooLargeException(), Result.FAIL),
                Arguments.of(AT_LEAST_ONCE, OTHER, new IllegalStateException("bug"), Result.FAIL),
                Arguments.of(EXACTLY_ONCE, "parley.events", new RecordTooLargeException(), Result.FAIL),
                Arguments.of(EXACTLY_ONCE, "parley.events", new TimeoutException("broker down"), Result.RETRY));
    }

    private static TimeoutException saidMissing() {
        return new TimeoutException("not present in metadata", new UnknownTopicOrPartitionException());
    }

    @ParameterizedTest
    @MethodSource("failures")
    void shouldGiveUpOnlyWhatMayBeLost(Guarantee guarantee, String topic, Exception failure, Result expected) {
        // Given
        SendFailures failures = new SendFailures(
                guarantee.isTransactional(), TOPICS, missing, letters, new GivenUpMeters("test", Optional::of, meters));
        SendFailures.Handler handler = new SendFailures.Handler();
        handler.configure(Map.of(SendFailures.KEY, failures));

        // When
        Result result = handler.handleError(null, new ProducerRecord<>(topic, new byte[1]), failure)
                .result();

        // Then
        assertThat(result).isEqualTo(expected);
        assertThat(meters.find("parley.streams.records.given.up").counters())
                .hasSize(expected == Result.RESUME ? 1 : 0);
        assertThat(missing.contains(topic)).isEqualTo(expected == Result.RESUME && topic.equals(GATEWAY));
    }

    @ParameterizedTest
    @EnumSource
    void shouldLoseALetterThatIsTooLargeOnlyWhereItsTransactionIsNotLost(Guarantee guarantee) {
        // Given
        SendFailures.Handler handler = new SendFailures.Handler();
        handler.configure(Map.of(
                SendFailures.KEY,
                new SendFailures(
                        guarantee.isTransactional(),
                        TOPICS,
                        missing,
                        letters,
                        new GivenUpMeters("test", Optional::of, meters))));
        ProducerRecord<byte[], byte[]> letter = new ProducerRecord<>("parley.dead-letters", new byte[100_000]);

        // When
        Result result =
                handler.handleError(null, letter, new RecordTooLargeException()).result();

        // Then
        assertThat(result).isEqualTo(guarantee == EXACTLY_ONCE ? Result.FAIL : Result.RESUME);
        assertThat(meters.get("parley.streams.dead.letters.lost").counter().count())
                .isEqualTo(guarantee == EXACTLY_ONCE ? 0 : 1);
        assertThat(meters.find("parley.streams.records.given.up").counters()).isEmpty();
    }

    @Test
    void shouldCountFromZeroOnWhatMayBeGivenUpWhenNothingWas() {
        // When
        GivenUpMeters.of(
                "test",
                Set.of("parley.pushes", TOPICS.deliveriesOf("any")),
                topic -> Optional.of(topic.startsWith("parley.deliveries") ? "deliveries" : topic),
                meters);

        // Then
        assertThat(meters.get("parley.streams.records.given.up").counters())
                .extracting(counter -> counter.getId().getTag("topic") + " " + (long) counter.count())
                .containsExactlyInAnyOrder("parley.pushes 0", "deliveries 0");
    }
}
