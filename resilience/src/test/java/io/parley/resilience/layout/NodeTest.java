package io.parley.resilience.layout;

import io.parley.servers.JavaServer;
import io.parley.servers.Spawner;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;

/** A node of a process that does nothing. */
class NodeTest {

    private static final Duration BOUND = Duration.ofSeconds(30);

    private final Spawner spawner = Spawner.atSamePriority();
    private Node node;

    @TempDir
    private Path folder;

    /** Waits for ever. */
    static final class Sleeper {

        private Sleeper() {}

        public static void main(String[] arguments) throws InterruptedException {
            new CountDownLatch(1).await();
        }
    }

    @BeforeEach
    void start() {
        JavaServer.Program program =
                new JavaServer.Program("sleeper", List.of(), Sleeper.class.getName(), List.of(), Map.of(), BOUND);
        node = new Node("sleeper", new JavaServer(program, folder, () -> true, BOUND, spawner), () -> true);
        node.start();
    }

    @AfterEach
    void end() {
        spawner.close();
    }

    @Test
    void shouldBeAnotherProcessWhenStartedAfterAKill() {
        // Given
        long before = node.pid();

        // When
        node.kill();
        boolean gone = !node.isAlive();
        node.start();

        // Then
        assertThat(gone).isTrue();
        assertThat(node.isAlive()).isTrue();
        assertThat(node.pid()).isNotEqualTo(before);
    }

    @Test
    void shouldBeTheSameProcessWhenThawed() {
        // Given
        long before = node.pid();

        // When
        node.freeze();
        node.thaw();

        // Then
        assertThat(node.isAlive()).isTrue();
        assertThat(node.pid()).isEqualTo(before);
    }

    @Test
    void shouldStartAgainWhenItEndedByItself() {
        // Given
        long before = node.pid();
        try (Revivals revivals = new Revivals()) {
            revivals.watch(List.of(node));

            // When
            ProcessHandle.of(before).orElseThrow().destroyForcibly();

            // Then
            Awaitility.await().atMost(BOUND).until(() -> revivals.names().equals(List.of("sleeper")));
            assertThat(node.isAlive()).isTrue();
            assertThat(node.pid()).isNotEqualTo(before);
        }
    }

    @Test
    void shouldStayAwayWhenItWasKilled() {
        // When
        node.kill();

        // Then
        assertThat(node.revive()).isFalse();
        assertThat(node.isAlive()).isFalse();
    }
}
