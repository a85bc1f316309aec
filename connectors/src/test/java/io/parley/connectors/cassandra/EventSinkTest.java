package io.parley.connectors.cassandra;

import io.parley.avro.Deleted;
import io.parley.avro.Event;
import io.parley.avro.Renamed;
import io.parley.history.HistoryUnavailableException;
import io.parley.history.UnstorableEventException;
import io.parley.schemas.RegistryUnavailableException;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventSinkTest {

    private static final int PERMITS = 3;
    private static final TopicPartition PARTITION = new TopicPartition("events", 0);
    private static final HistoryUnavailableException AWAY = new HistoryUnavailableException("away", null);

    private final List<Long> written = new ArrayList<>();
    private final List<String> steps = new ArrayList<>();
    private final List<CompletableFuture<Void>> writes = new ArrayList<>();
    private final List<Long> deadLetters = new ArrayList<>();
    private final List<Runnable> retries = new ArrayList<>();
    private final SinkCounts counts = new SinkCounts(System::nanoTime);
    private boolean registryIsAway;

    private final EventSink sink = new EventSink(
            (topic, bytes) -> decode(bytes),
            new EventStore() {
                @Override
                public CompletionStage<Void> touch(Event event) {
                    return begun("touch " + event.getSequence());
                }

                @Override
                public CompletionStage<Void> show(Event event) {
                    written.add(event.getSequence());
                    return begun("show " + event.getSequence());
                }
            },
            (record, reason) -> {
                deadLetters.add(record.kafkaOffset());
                return CompletableFuture.completedFuture(null);
            },
            (failures, again) -> retries.add(again),
            counts,
            new StoreAges(Clock.systemUTC()),
            PERMITS,
            Duration.ofMillis(1));

    @Test
    void shouldBeginAtOnceWhenRecordsArrive() {
        // When
        sink.put(records(1, 3));

        // Then
        assertThat(written).containsExactly(1L, 2L, 3L);
        assertThat(committable(4)).isEqualTo(1);
    }

    @Test
    void shouldAdvanceOffsetWhenAllBelowAreWritten() {
        // Given
        sink.put(records(1, 3));

        // When
        writes.get(1).complete(null);
        writes.get(2).complete(null);

        // Then
        assertThat(committable(4)).isEqualTo(1);
        writes.get(0).complete(null);
        assertThat(committable(4)).isEqualTo(4);
    }

    @Test
    void shouldTakeAllPermitsButNoMoreWhenStoreIsSlow() {
        // When
        sink.put(records(1, PERMITS));

        // Then
        assertThat(written).hasSize(PERMITS);
        assertThatThrownBy(() -> sink.put(records(PERMITS + 1, PERMITS + 1)))
                .isInstanceOf(RetriableException.class)
                .hasMessageContaining("3 writes under way");
        assertThat(written).hasSize(PERMITS);
    }

    @Test
    void shouldGoOnWhereItStoppedWhenRecordsAreDeliveredAgain() {
        // Given
        assertThatThrownBy(() -> sink.put(records(1, 5))).isInstanceOf(RetriableException.class);

        // When
        writes.get(0).complete(null);
        writes.get(1).complete(null);
        sink.put(records(1, 5));

        // Then
        assertThat(written).containsExactly(1L, 2L, 3L, 4L, 5L);
        assertThat(committable(6)).isEqualTo(3);
    }

    @Test
    void shouldTryAgainWithItsPermitWhenWriteFails() {
        // Given
        sink.put(records(1, 1));

        // When
        writes.get(0).completeExceptionally(AWAY);

        // Then
        assertThat(retries).hasSize(1);
        assertThat(committable(2)).isEqualTo(1);
        assertThat(counts.inFlight()).isEqualTo(1);
        retries.remove(0).run();
        writes.get(1).complete(null);
        assertThat(written).containsExactly(1L, 1L);
        assertThat(committable(2)).isEqualTo(2);
        assertThat(counts.inFlight()).isZero();
    }

    @Test
    void shouldKeepRecordApartAndGoOnWhenItCannotBeRead() {
        // When
        sink.put(List.of(record(1, "poison"), record(2, "2")));

        // Then
        assertThat(deadLetters).containsExactly(1L);
        assertThat(written).containsExactly(2L);
        writes.get(0).complete(null);
        assertThat(committable(3)).isEqualTo(3);
        assertThat(counts.deadLetters()).isEqualTo(1);
    }

    @Test
    void shouldKeepRecordApartWhenItHasNoValue() {
        // When
        sink.put(List.of(new SinkRecord("events", 0, null, null, null, null, 1)));

        // Then
        assertThat(deadLetters).containsExactly(1L);
    }

    @Test
    void shouldKeepRecordApartWhenItCanNeverBeStored() {
        // Given
        sink.put(records(1, 1));

        // When
        writes.get(0).completeExceptionally(new UnstorableEventException("no UUID", null));

        // Then
        assertThat(deadLetters).containsExactly(1L);
        assertThat(committable(2)).isEqualTo(2);
        assertThat(counts.inFlight()).isZero();
    }

    @Test
    void shouldWaitAndKeepPermitsWhenRegistryIsAway() {
        // Given
        registryIsAway = true;

        // When
        for (int attempt = 0; attempt < 2 * PERMITS; attempt++) {
            assertThatThrownBy(() -> sink.put(records(1, 3)))
                    .isInstanceOf(RetriableException.class)
                    .hasMessageContaining("registry");
        }

        // Then
        assertThat(deadLetters).isEmpty();
        registryIsAway = false;
        sink.put(records(1, 3));
        assertThat(written).containsExactly(1L, 2L, 3L);
    }

    @Test
    void shouldGivePermitsBackWhenPartitionIsGivenUp() {
        // Given
        sink.put(records(1, PERMITS));
        writes.forEach(write -> write.completeExceptionally(AWAY));

        // When
        sink.close(List.of(PARTITION));
        retries.forEach(Runnable::run);

        // Then
        assertThat(written).hasSize(PERMITS);
        assertThatCode(() -> sink.put(records(1, PERMITS))).doesNotThrowAnyException();
        assertThat(written).hasSize(2 * PERMITS);
    }

    @Test
    void shouldDoubleThePauseWhenFailuresRepeat() {
        // When // Then
        assertThat(Retries.pause(1)).isEqualTo(Duration.ofMillis(50));
        assertThat(Retries.pause(3)).isEqualTo(Duration.ofMillis(200));
        assertThat(Retries.pause(1_000)).isEqualTo(Retries.LONGEST_PAUSE);
    }

    @Test
    void shouldMakeRowsAfterWhatWasDoneToOthersWhenEventsTouchThem() {
        // When
        sink.put(List.of(record(1, "1"), record(2, "2 deletes"), record(3, "3")));

        // Then
        assertThat(steps).containsExactly("show 1", "touch 2");
        writes.get(1).complete(null);
        assertThat(steps).containsExactly("show 1", "touch 2", "show 2", "show 3");
        assertThat(committable(4)).isEqualTo(1);
    }

    @Test
    void shouldHoldUpNothingOfOtherConversationsWhenEventsTouchRows() {
        // When
        sink.put(List.of(record(1, "2 deletes"), record(2, "3"), record(3, "1 elsewhere")));

        // Then
        assertThat(steps).containsExactly("touch 2", "show 1");
    }

    @Test
    void shouldWaitForAllTouchesBeforeWhenTheyEndInAnyOrder() {
        // Given
        sink.put(List.of(record(1, "2 deletes"), record(2, "3 deletes"), record(3, "4")));
        assertThat(steps).containsExactly("touch 2", "touch 3");

        // When
        writes.get(1).complete(null);

        // Then
        assertThat(steps).containsExactly("touch 2", "touch 3");
        writes.get(0).complete(null);
        assertThat(steps).containsExactly("touch 2", "touch 3", "show 2", "show 3", "show 4");
    }

    @Test
    void shouldKeepTheOrderWhenATouchFailsAndIsTriedAgain() {
        // Given
        sink.put(List.of(record(1, "2 deletes"), record(2, "3")));

        // When
        writes.get(0).completeExceptionally(AWAY);

        // Then
        assertThat(steps).containsExactly("touch 2");
        assertThat(committable(3)).isEqualTo(1);
        retries.remove(0).run();
        writes.get(1).complete(null);
        assertThat(steps).containsExactly("touch 2", "touch 2", "show 2", "show 3");
        writes.get(2).complete(null);
        writes.get(3).complete(null);
        assertThat(committable(3)).isEqualTo(3);
    }

    @Test
    void shouldMakeNoRowWhenThePartitionIsGivenUpWhileItWaits() {
        // Given
        sink.put(List.of(record(1, "2 deletes"), record(2, "3"), record(3, "4")));

        // When
        sink.close(List.of(PARTITION));
        writes.get(0).complete(null);

        // Then
        assertThat(steps).containsExactly("touch 2");
        assertThat(counts.inFlight()).isZero();
        sink.put(List.of(record(1, "2 deletes"), record(2, "3"), record(3, "4")));
        assertThat(steps).containsExactly("touch 2", "touch 2");
        writes.get(1).complete(null);
        assertThat(steps).containsExactly("touch 2", "touch 2", "show 2", "show 3", "show 4");
    }

    @Test
    void shouldKeepRecordApartOnceAndGoOnWhenATouchCanNeverBeStored() {
        // Given
        UnstorableEventException unstorable = new UnstorableEventException("no UUID", null);
        sink.put(List.of(record(1, "2 deletes"), record(2, "3")));

        // When
        writes.get(0).completeExceptionally(unstorable);
        writes.get(1).completeExceptionally(unstorable);
        writes.get(2).complete(null);

        // Then
        assertThat(steps).containsExactly("touch 2", "show 2", "show 3");
        assertThat(deadLetters).containsExactly(1L);
        assertThat(committable(3)).isEqualTo(3);
    }

    private CompletionStage<Void> begun(String step) {
        steps.add(step);
        CompletableFuture<Void> write = new CompletableFuture<>();
        writes.add(write);
        return write;
    }

    private long committable(long delivered) {
        return sink.committable(Map.of(PARTITION, new OffsetAndMetadata(delivered)))
                .get(PARTITION)
                .offset();
    }

    private Event decode(byte[] bytes) {
        if (registryIsAway) {
            throw new RegistryUnavailableException("away", null);
        }
        if (bytes == null) {
            return null;
        }
        String text = new String(bytes, StandardCharsets.UTF_8);
        if (text.equals("poison")) {
            throw new SerializationException("not the Confluent wire format");
        }
        long sequence = Long.parseLong(text.split(" ", 2)[0]);
        String conversation = text.endsWith("elsewhere") ? "d" : "c";
        Object body = text.endsWith("deletes") ? new Deleted(1L) : new Renamed("title");
        return new Event(conversation, sequence, "id", "alice", Instant.EPOCH, body);
    }

    private static List<SinkRecord> records(long from, long to) {
        return LongStream.rangeClosed(from, to)
                .mapToObj(offset -> record(offset, Long.toString(offset)))
                .toList();
    }

    private static SinkRecord record(long offset, String value) {
        return new SinkRecord("events", 0, null, null, null, value.getBytes(StandardCharsets.UTF_8), offset);
    }
}
