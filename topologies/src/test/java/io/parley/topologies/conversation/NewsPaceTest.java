package io.parley.topologies.conversation;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.state.KeyValueStore;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class NewsPaceTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);

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
    void shouldKeepNoRowOfWhatWasTold() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        Long waiting = rows.get("c");

        // When
        pace.due(10);

        // Then
        assertThat(waiting).isEqualTo(3);
        assertThat(rows.get("c")).isNull();
    }

    @Test
    void shouldWaitUntilSomebodyHasLookedAndThenOnlyWhileSomethingWaits() {
        // Given
        List<Boolean> waits = new ArrayList<>();

        // When
        waits.add(pace.waits());
        pace.due(0);
        waits.add(pace.waits());
        pace.isDue("c", 1);
        waits.add(pace.waits());
        pace.isDue("c", 3);
        waits.add(pace.waits());
        pace.due(11);
        waits.add(pace.waits());

        // Then
        assertThat(waits).containsExactly(true, false, false, true, false);
    }

    @Test
    void shouldWaitOnceMoreForTheSameConversationAndNoLonger() {
        // Given
        pace.due(0);
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        pace.due(10);
        pace.isDue("c", 12);
        boolean again = pace.waits();

        // When
        pace.due(20);

        // Then
        assertThat(again).isTrue();
        assertThat(pace.waits()).isFalse();
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
        assertThat(pace.waits()).isTrue();
        assertThat(pace.due(15)).containsExactly("c");
        assertThat(pace.waits()).isFalse();
    }
}
