package io.parley.runtime.lifecycle;

import org.junit.jupiter.api.Test;

import java.util.concurrent.ScheduledExecutorService;

import static org.assertj.core.api.Assertions.assertThat;

class DaemonThreadsTest {

    @Test
    void shouldNameTheThreadAndNotKeepTheProcessAliveWhenTimerRunsTask() throws Exception {
        // Given
        ScheduledExecutorService timer = DaemonThreads.timer("a-timer");

        // When
        Thread thread = timer.submit(Thread::currentThread).get();

        // Then
        assertThat(thread.getName()).isEqualTo("a-timer");
        assertThat(thread.isDaemon()).isTrue();
        timer.shutdownNow();
    }
}
