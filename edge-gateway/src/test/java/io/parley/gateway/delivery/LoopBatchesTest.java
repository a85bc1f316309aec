package io.parley.gateway.delivery;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.FakeSocket;
import io.parley.gateway.session.Session;
import io.parley.gateway.session.SessionFixture;
import org.junit.jupiter.api.Test;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.Executor;

import static org.assertj.core.api.Assertions.assertThat;

class LoopBatchesTest {

    private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
    private final LoopBatches batches = new LoopBatches(new GatewayMetrics(registry));

    @Test
    void shouldMeasureUntilWhatABatchWroteIsFlushed() {
        // Given: a socket that flushes at the end of the turn
        Deque<Runnable> turn = new ArrayDeque<>();
        Executor loop = turn::add;
        List<Long> measuredAtFlush = new ArrayList<>();
        FakeSocket socket = new FakeSocket();
        socket.loop = loop;
        Session session = new SessionFixture().connect("alice", socket);
        batches.add(session, () -> loop.execute(() -> measuredAtFlush.add(measured())));

        // When
        batches.handOver();
        while (!turn.isEmpty()) {
            turn.remove().run();
        }

        // Then
        assertThat(measuredAtFlush).containsExactly(0L);
        assertThat(measured()).isEqualTo(1);
    }

    private long measured() {
        return registry.get("parley.gateway.delivery.write").timer().count();
    }
}
