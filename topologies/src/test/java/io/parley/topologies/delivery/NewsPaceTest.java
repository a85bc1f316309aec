package io.parley.topologies.delivery;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class NewsPaceTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);
    private static final long CONFIRMED = 10_000;

    private final KeyValueStore<String, Long> rows = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("waiting"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled()
            .build();
    private NewsPace pace = new NewsPace(rows, INTERVAL);

    @BeforeEach
    void open() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        rows.init(context.getStateStoreContext(), rows);
    }

    @Test
    void shouldTellTheFirstAtOnceAndWhatFollowsTogetherAtTheEndOfTheInterval() {
        assertThat(pace.isDue("c", 0)).isTrue();
        assertThat(pace.isDue("c", 3)).isFalse();
        assertThat(pace.isDue("c", 7)).isFalse();
        assertThat(pace.due(9)).isEmpty();
        assertThat(pace.due(10)).containsExactly("c");
        assertThat(pace.isDue("c", 12)).isFalse();
        assertThat(pace.due(19)).isEmpty();
        assertThat(pace.due(20)).containsExactly("c");
        assertThat(pace.due(30)).isEmpty();
        assertThat(pace.isDue("c", 40)).isTrue();
    }

    @Test
    void shouldCountEachConversationForItself() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 1);

        // When
        boolean other = pace.isDue("d", 5);

        // Then
        assertThat(other).isTrue();
        assertThat(pace.due(10)).containsExactly("c");
    }

    @Test
    void shouldTellAfterARestartWhatWaitedBefore() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);

        // When
        pace = new NewsPace(rows, INTERVAL);

        // Then
        assertThat(pace.due(4)).containsExactly("c");
        assertThat(pace.due(50)).isEmpty();
    }

    @Test
    void shouldTellOnceMoreAfterARestartWhatMayNotHaveBeenWritten() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        pace.due(10);

        // When
        pace = new NewsPace(rows, INTERVAL);

        // Then
        assertThat(pace.due(11)).containsExactly("c");
    }

    @Test
    void shouldForgetWhatIsConfirmed() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        pace.due(10);

        // When
        pace.due(10 + CONFIRMED);

        // Then
        assertThat(rows.get("c")).isNull();
    }

    @Test
    void shouldKeepWhatWaitsAgainWhenTheTimeBeforeIsConfirmed() {
        // Given
        NewsPace slow = new NewsPace(rows, Duration.ofMillis(2 * CONFIRMED));
        slow.isDue("c", 0);
        slow.isDue("c", 3);
        slow.due(2 * CONFIRMED);
        slow.isDue("c", 2 * CONFIRMED + 1);

        // When
        slow.due(3 * CONFIRMED);

        // Then
        assertThat(rows.get("c")).isNotNull();
        assertThat(slow.due(4 * CONFIRMED)).containsExactly("c");
    }

    @Test
    void shouldWaitOnWhenARestartHasToldSomethingAlready() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        pace = new NewsPace(rows, INTERVAL);

        // When
        boolean first = pace.isDue("c", 5);

        // Then
        assertThat(first).isTrue();
        assertThat(pace.due(6)).isEmpty();
        assertThat(pace.due(15)).containsExactly("c");
    }
}
