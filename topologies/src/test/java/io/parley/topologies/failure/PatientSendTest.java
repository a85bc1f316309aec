package io.parley.topologies.failure;

import org.apache.kafka.clients.producer.BufferExhaustedException;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.errors.RecordTooLargeException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

import static org.assertj.core.api.Assertions.assertThat;

class PatientSendTest {

    private static final ProducerRecord<byte[], byte[]> RECORD = new ProducerRecord<>("deliveries.gw-1", new byte[1]);
    private static final Duration TRY = Duration.ofSeconds(2);

    private final AtomicLong now = new AtomicLong(Long.MAX_VALUE - 1_000);
    private final PatientSend patience = new PatientSend(Duration.ofSeconds(10), now::get);
    private final List<Exception> heard = new ArrayList<>();
    private final Callback callback = (metadata, failure) -> heard.add(failure);
    private final List<Exception> refusals = new ArrayList<>();
    private int tries;

    @Test
    void shouldOfferAgainUntilThereIsRoom() {
        // Given
        refusals.add(new BufferExhaustedException("full"));
        refusals.add(new TimeoutException("no broker"));

        // When
        Future<RecordMetadata> result = patience.send(this::offer, RECORD, callback);

        // Then
        assertThat(tries).isEqualTo(3);
        assertThat(heard).containsExactly((Exception) null);
        assertThat(result).isDone();
    }

    @Test
    void shouldReportOnceThatBrokersWereNotReachedWhenPatienceEnds() {
        // Given
        TimeoutException last = new TimeoutException("the last");
        for (int i = 0; i < 4; i++) {
            refusals.add(new TimeoutException("no broker"));
        }
        refusals.add(last);

        // When
        var unused = patience.send(this::offer, RECORD, callback);

        // Then
        assertThat(tries).isEqualTo(5);
        assertThat(heard).containsExactly(last);
    }

    @Test
    void shouldNotWaitForATopicThatABrokerCallsMissingNorForWhatNeverFits() {
        for (Exception failure : List.of(
                new TimeoutException("not in metadata", new UnknownTopicOrPartitionException()),
                new RecordTooLargeException())) {
            // Given
            heard.clear();
            refusals.add(failure);

            // When
            var unused = patience.send(this::offer, RECORD, callback);

            // Then
            assertThat(heard).containsExactly(failure);
        }
        assertThat(tries).isEqualTo(2);
    }

    @Test
    void shouldPassOnWhatFailsLater() {
        // Given
        List<Callback> taken = new ArrayList<>();
        var unused = patience.send(
                (record, given) -> {
                    taken.add(given);
                    return new CompletableFuture<>();
                },
                RECORD,
                callback);
        TimeoutException expired = new TimeoutException("expired");

        // When
        taken.get(0).onCompletion(null, expired);

        // Then
        assertThat(taken).hasSize(1);
        assertThat(heard).containsExactly(expired);
    }

    /** Waits, then refuses, as long as there is something to refuse with. */
    private Future<RecordMetadata> offer(ProducerRecord<byte[], byte[]> record, Callback given) {
        tries++;
        if (refusals.isEmpty()) {
            given.onCompletion(null, null);
            return CompletableFuture.completedFuture(null);
        }
        now.addAndGet(TRY.toNanos());
        Exception refusal = refusals.remove(0);
        given.onCompletion(null, refusal);
        return CompletableFuture.failedFuture(refusal);
    }
}
