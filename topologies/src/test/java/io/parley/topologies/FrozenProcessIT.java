package io.parley.topologies;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** An application that no transaction fences, stopped by the system for longer than its group waits for it. */
class FrozenProcessIT {

    private static final Duration LONGER_THAN_ITS_SESSION = Duration.ofSeconds(7);
    private static final int FAILED = 1;

    @TempDir
    Path folder;

    @Test
    void shouldStopWhenItWasFrozenPastItsSessionTimeOut() throws Exception {
        try (RealTopics topics = new RealTopics("frozen.");
                ChildProcess delivery = ChildProcess.start(
                                "delivery",
                                folder,
                                topics.settings(folder.resolve("state").toString()))
                        .awaitReady()) {
            // When
            delivery.signal("STOP");
            await().pollDelay(LONGER_THAN_ITS_SESSION).until(() -> true);
            delivery.signal("CONT");

            // Then
            assertThat(delivery.awaitExit()).isEqualTo(FAILED);
        }
    }
}
