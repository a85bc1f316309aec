package io.parley.topologies.parts;

import org.apache.kafka.streams.processor.api.MockProcessorContext;
import org.apache.kafka.streams.processor.api.MockProcessorContext.CapturedPunctuator;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class AlarmTest {

    private static final long NOW = 1_000;

    private final MockProcessorContext<Void, Void> context = new MockProcessorContext<>();
    private final List<Long> woken = new ArrayList<>();
    private final Alarm alarm = new Alarm(context, woken::add);

    @Test
    void shouldNotBeSetWhenNothingWaits() {
        alarm.setFor(Alarm.NEVER, NOW);

        assertThat(set()).isEmpty();
    }

    @Test
    void shouldWakeWhenTheFirstIsDue() {
        // Given
        alarm.setFor(NOW + 5_000, NOW);
        alarm.setFor(NOW + 3_000, NOW + 500);
        alarm.setFor(NOW + 4_000, NOW + 600);

        // When
        List<Long> inMs = set();

        // Then
        assertThat(inMs).containsExactly(2_500L);
    }

    @Test
    void shouldBundleWhatIsDueInAMoment() {
        // Given
        alarm.setFor(NOW, NOW);
        alarm.setFor(NOW, NOW + 60);
        alarm.setFor(NOW + 70, NOW + 70);

        // When
        List<Long> inMs = set();

        // Then
        assertThat(inMs).containsExactly(Alarm.LATE.toMillis());
    }

    @Test
    void shouldWakeOnceForEachTimeThatItIsSet() {
        // Given
        alarm.setFor(NOW + 5_000, NOW);

        // When
        context.scheduledPunctuators().get(0).getPunctuator().punctuate(NOW + 5_001);

        // Then
        assertThat(woken).containsExactly(NOW + 5_001);
        assertThat(set()).isEmpty();
    }

    /** In how many ms it is set to wake. */
    private List<Long> set() {
        return context.scheduledPunctuators().stream()
                .filter(punctuator -> !punctuator.cancelled())
                .map(CapturedPunctuator::getInterval)
                .map(Duration::toMillis)
                .toList();
    }
}
