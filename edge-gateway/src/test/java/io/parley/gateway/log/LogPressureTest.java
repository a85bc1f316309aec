package io.parley.gateway.log;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

class LogPressureTest {

    private static final long MARK = 1_000;

    private final LogPressure pressure = new LogPressure(MARK);
    private final List<Boolean> highAtRelief = new ArrayList<>();

    @Test
    void shouldBeHighWhenMoreThanTheMarkWaits() {
        // Given
        pressure.add(MARK);
        assertThat(pressure.isHigh()).isFalse();

        // When
        pressure.add(1);

        // Then
        assertThat(pressure.isHigh()).isTrue();
        assertThat(pressure.bytes()).isEqualTo(MARK + 1);
    }

    @Test
    void shouldBeLowAgainOnlyWhenHalfTheMarkIsLeft() {
        // Given
        pressure.whenRelieved(() -> highAtRelief.add(pressure.isHigh()));
        pressure.add(MARK + 1);
        pressure.remove(MARK / 2);
        assertThat(pressure.isHigh()).isTrue();
        assertThat(highAtRelief).isEmpty();

        // When
        pressure.remove(1);

        // Then
        assertThat(pressure.isHigh()).isFalse();
        assertThat(highAtRelief).containsExactly(false);
    }

    @Test
    void shouldNotRelieveWhenItWasNeverHigh() {
        // Given
        pressure.whenRelieved(() -> highAtRelief.add(pressure.isHigh()));

        // When
        pressure.add(MARK);
        pressure.remove(MARK);

        // Then
        assertThat(highAtRelief).isEmpty();
    }

    @Test
    void shouldNotStayHighWhenAllIsConfirmedWhileItBecomesHigh() throws Exception {
        // Given
        List<Thread> threads = IntStream.range(0, 4)
                .mapToObj(thread -> new Thread(() -> {
                    for (int i = 0; i < 50_000; i++) {
                        pressure.add(MARK + 1);
                        pressure.remove(MARK + 1);
                    }
                }))
                .toList();

        // When
        threads.forEach(Thread::start);
        for (Thread thread : threads) {
            thread.join();
        }

        // Then
        assertThat(pressure.bytes()).isZero();
        assertThat(pressure.isHigh()).isFalse();
    }
}
