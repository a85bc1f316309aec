package io.parley.topologies;

import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/**
 * An application that was stopped by the system for longer than its group waits for it. Where a transaction fences what it
 * commits, what it writes is read before.
 */
class FrozenProcessIT {

    private static final Duration LONGER_THAN_ITS_SESSION = Duration.ofSeconds(7);
    private static final int FAILED = 1;

    @TempDir
    Path folder;

    @ParameterizedTest
    @ValueSource(strings = {"conversation", "user"})
    void shouldStopWhenItWasFrozenPastItsSessionTimeOut(String application) throws Exception {
        try (RealTopics topics = new RealTopics("frozen-" + application + ".");
                ChildProcess process = ChildProcess.start(
                                application,
                                folder,
                                topics.settings(folder.resolve("state").toString()))
                        .awaitReady()) {
            // When
            process.signal("STOP");
            await().pollDelay(LONGER_THAN_ITS_SESSION).until(() -> true);
            process.signal("CONT");

            // Then
            assertThat(process.awaitExit()).isEqualTo(FAILED);
        }
    }
}
