package io.parley.gateway.log;

import org.apache.kafka.common.errors.WakeupException;
import org.junit.jupiter.api.Test;

import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PassLoopTest {

    private final AtomicInteger passes = new AtomicInteger();
    private final AtomicInteger ends = new AtomicInteger();
    private final Semaphore wakeUps = new Semaphore(0);

    @Test
    void shouldGoOnWhenAPassFailsAndEndTheConsumerOnceWhenClosed() {
        // Given
        PassLoop loop = loop(() -> {
            if (passes.incrementAndGet() == 1) {
                throw new IllegalStateException("the first one fails");
            }
            wakeUps.acquireUninterruptibly();
            throw new WakeupException();
        });

        // When
        loop.start();
        await().until(() -> passes.get() == 2);
        assertThat(ends).hasValue(0);
        loop.close();

        // Then
        assertThat(loop.isStarted()).isTrue();
        assertThat(ends).hasValue(1);
        assertThat(passes).hasValue(2);
    }

    @Test
    void shouldEndTheConsumerWhenClosedBeforeTheStart() {
        // Given
        PassLoop loop = loop(passes::incrementAndGet);

        // When
        loop.close();

        // Then
        assertThat(loop.isStarted()).isFalse();
        assertThat(ends).hasValue(1);
        assertThat(passes).hasValue(0);
    }

    private PassLoop loop(Runnable pass) {
        return new PassLoop("test-passes", "a topic", pass, wakeUps::release, ends::incrementAndGet);
    }
}
