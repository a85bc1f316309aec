package io.parley.bench;

import io.parley.bench.report.Report;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

class LatenessTest {

    private final Lateness lateness = new Lateness(Duration.ofMillis(20), Duration.ofMillis(200));

    @Test
    void shouldSayNothingWhenTheScheduleWasKept() {
        // Given
        Report.Load slow = SampleLoad.complete(100, 900).late(20, 500).load();

        // Then
        assertThat(lateness.remark(slow)).isEmpty();
        assertThat(lateness.mayBeToBlame(slow)).isFalse();
    }

    @Test
    void shouldHoldThoughItWasLateWhenP99IsBelowTheLimitWithTheDelayInIt() {
        // Given
        Report.Load load = SampleLoad.complete(100, 199).late(80, 150).load();

        // Then
        assertThat(lateness.isWithinLimit(load)).isTrue();
        assertThat(lateness.mayBeToBlame(load)).isFalse();
        assertThat(lateness.remark(load)).get().asString().contains("more than 80 ms late", "upper bounds");
    }

    @Test
    void shouldBeToBlameOnlyWhenItsOwnDelayCouldMakeTheDifference() {
        // Given
        Report.Load doubtful = SampleLoad.complete(100, 250).late(40, 60).load();
        Report.Load certain = SampleLoad.complete(100, 900).late(40, 60).load();

        // Then
        assertThat(lateness.mayBeToBlame(doubtful)).isTrue();
        assertThat(lateness.remark(doubtful)).get().asString().contains("might have stayed below 200 ms");
        assertThat(lateness.mayBeToBlame(certain)).isFalse();
    }
}
