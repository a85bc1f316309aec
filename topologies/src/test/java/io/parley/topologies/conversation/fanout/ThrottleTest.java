package io.parley.topologies.conversation.fanout;

import io.parley.topologies.parts.Alarm;
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

class ThrottleTest {

    private static final Duration INTERVAL = Duration.ofMillis(10);

    private final KeyValueStore<String, Long> rows = Stores.keyValueStoreBuilder(
                    Stores.inMemoryKeyValueStore("waiting"), Serdes.String(), Serdes.Long())
            .withLoggingDisabled()
            .build();
    private Throttle pace = new Throttle(rows, INTERVAL);

    @BeforeEach
    void open() {
        MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
        rows.init(context.getStateStoreContext(), rows);
    }

    @Test
    void shouldPassTheFirstAtOnceAndCoalesceTheOthersAtTheEndOfTheInterval() {
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
    void shouldPassWaitingUpdatesAfterARestart() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);

        // When
        pace = new Throttle(rows, INTERVAL);

        // Then
        assertThat(pace.due(4)).containsExactly("c");
        assertThat(pace.due(50)).isEmpty();
    }

    @Test
    void shouldKeepNoRowOfPassedUpdates() {
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
    void shouldBeDueUntilSomebodyHasLookedAndThenWhenAnIntervalInWhichSomethingWaitsEnds() {
        // Given
        List<Long> due = new ArrayList<>();

        // When
        due.add(pace.dueMs());
        pace.due(0);
        due.add(pace.dueMs());
        pace.isDue("c", 1);
        due.add(pace.dueMs());
        pace.isDue("c", 3);
        due.add(pace.dueMs());
        pace.due(11);
        due.add(pace.dueMs());

        // Then
        assertThat(due).containsExactly(0L, Alarm.NEVER, Alarm.NEVER, 11L, Alarm.NEVER);
    }

    @Test
    void shouldBeDueWithTheOldestIntervalInWhichSomethingWaits() {
        // Given
        pace.due(0);
        pace.isDue("c", 0);
        pace.isDue("d", 2);
        pace.isDue("e", 4);
        pace.isDue("e", 5);
        long last = pace.dueMs();
        pace.isDue("d", 6);
        long first = pace.dueMs();

        // When
        List<String> passed = pace.due(12);

        // Then
        assertThat(last).isEqualTo(14);
        assertThat(first).isEqualTo(12);
        assertThat(passed).containsExactly("d");
        assertThat(pace.dueMs()).isEqualTo(14);
    }

    @Test
    void shouldWaitOnceMoreForTheSameConversationAndNoLonger() {
        // Given
        pace.due(0);
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        pace.due(10);
        pace.isDue("c", 12);
        long again = pace.dueMs();

        // When
        pace.due(20);

        // Then
        assertThat(again).isEqualTo(20);
        assertThat(pace.dueMs()).isEqualTo(Alarm.NEVER);
    }

    @Test
    void shouldKeepWaitingWhenARestartHasPassedAnUpdateAlready() {
        // Given
        pace.isDue("c", 0);
        pace.isDue("c", 3);
        pace = new Throttle(rows, INTERVAL);

        // When
        boolean first = pace.isDue("c", 5);

        // Then
        assertThat(first).isTrue();
        assertThat(pace.due(6)).isEmpty();
        assertThat(pace.dueMs()).isEqualTo(15);
        assertThat(pace.due(15)).containsExactly("c");
        assertThat(pace.dueMs()).isEqualTo(Alarm.NEVER);
    }
}
