package io.parley.admin.log;

import io.parley.admin.log.ReplyReader.Waiter;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** With consumers that fail as no broker does on request. */
class ReplyReaderTest {

    private static final TopicPartition ANSWERS = new TopicPartition("answers", 0);

    private final List<MockConsumer<byte[], byte[]>> consumers = new CopyOnWriteArrayList<>();
    private volatile boolean failsFirst;
    private final ReplyReader reader = new ReplyReader(this::consumer);

    @AfterEach
    void close() {
        reader.close();
    }

    @Test
    void shouldFailWhoWaitsAndReadOnWithAnotherConsumerWhenOneFails() throws Exception {
        // Given
        failsFirst = true;
        Waiter<String> unlucky = expect("a");
        assertThatThrownBy(() -> unlucky.result().get(10, TimeUnit.SECONDS))
                .isInstanceOf(ExecutionException.class)
                .hasRootCauseMessage("a fault of the client");

        // When
        Waiter<String> next = expect("b");
        reply(1, next, "b", "answer");

        // Then
        assertThat(next.result().get(10, TimeUnit.SECONDS)).isEqualTo("answer");
        assertThat(reader.isAlive()).isTrue();
        assertThat(consumers.get(0).closed()).isTrue();
    }

    @Test
    void shouldFailHimAloneWhoseReplyCanNotBeUsed() throws Exception {
        // Given
        Waiter<String> unlucky = reader.expect(Set.of(ANSWERS), "a", next -> {
            throw new IllegalStateException("of another kind");
        });
        Waiter<String> other = expect("a");

        // When
        reply(0, other, "a", "answer");

        // Then
        assertThat(other.result().get(10, TimeUnit.SECONDS)).isEqualTo("answer");
        assertThatThrownBy(() -> unlucky.result().get(10, TimeUnit.SECONDS)).hasRootCauseMessage("of another kind");
        assertThat(reader.isAlive()).isTrue();
    }

    @Test
    void shouldLetNobodyWaitWhenItIsClosed() {
        // Given
        reader.close();

        // When
        Waiter<String> late = expect("a");

        // Then
        assertThat(reader.isAlive()).isFalse();
        assertThat(late.listening()).isCompletedExceptionally();
        assertThat(late.result()).isCompletedExceptionally();
    }

    private Waiter<String> expect(String key) {
        return reader.expect(
                Set.of(ANSWERS), key, next -> Optional.of(new String(next.value(), StandardCharsets.UTF_8)));
    }

    private void reply(int consumer, Waiter<?> to, String key, String text)
            throws ExecutionException, InterruptedException, TimeoutException {
        to.listening().get(10, TimeUnit.SECONDS);
        MockConsumer<byte[], byte[]> used = consumers.get(consumer);
        used.schedulePollTask(() -> used.addRecord(new ConsumerRecord<>(
                ANSWERS.topic(),
                ANSWERS.partition(),
                0,
                key.getBytes(StandardCharsets.UTF_8),
                text.getBytes(StandardCharsets.UTF_8))));
    }

    private MockConsumer<byte[], byte[]> consumer() {
        MockConsumer<byte[], byte[]> consumer = new MockConsumer<>("earliest");
        consumer.updateEndOffsets(Map.of(ANSWERS, 0L));
        consumer.updateBeginningOffsets(Map.of(ANSWERS, 0L));
        if (failsFirst && consumers.isEmpty()) {
            consumer.schedulePollTask(() -> {
                throw new IllegalStateException("a fault of the client");
            });
        }
        consumers.add(consumer);
        return consumer;
    }
}
