package io.parley.servers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

class JavaServerTest {

    private static final Duration BOUND = Duration.ofMinutes(1);

    private final Spawner spawner = Spawner.atSamePriority();

    @TempDir
    private Path folder;

    /** Says that it works, and ends with the code of its argument, or never. */
    static final class Work {

        private Work() {}

        public static void main(String[] arguments) throws InterruptedException {
            System.out.println(ProcessHandle.current().pid() + " works");
            if (arguments.length == 0) {
                new CountDownLatch(1).await();
            }
            System.exit(Integer.parseInt(arguments[0]));
        }
    }

    @AfterEach
    void end() {
        spawner.close();
    }

    @Test
    void shouldReturnWhenTheProgramHasEndedWell() throws IOException {
        // When
        server("0").run(BOUND);

        // Then
        assertThat(folder.resolve("work.log")).content().contains("works");
        assertThat(folder.resolve("work.pid")).doesNotExist();
    }

    @Test
    void shouldSayHowTheProgramEndedWhenItFailed() {
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> server("3").run(BOUND))
                .withMessageContainingAll("work ended with code 3", "works");
    }

    @Test
    void shouldEndTheProgramWhenItTakesTooLong() throws IOException {
        // When
        assertThatExceptionOfType(ServerException.class)
                .isThrownBy(() -> server().run(Duration.ofSeconds(2)))
                .withMessageContaining("work has not ended within 2 s");

        // Then
        String log = Files.readString(folder.resolve("work.log"));
        assertThat(log.isEmpty()
                        || ProcessHandle.of(Long.parseLong(log.substring(0, log.indexOf(' '))))
                                .isEmpty())
                .isTrue();
    }

    private JavaServer server(String... arguments) {
        JavaServer.Program program = new JavaServer.Program(
                "work", List.of(), Work.class.getName(), List.of(arguments), Map.of(), Duration.ofSeconds(10));
        return new JavaServer(program, folder, () -> true, BOUND, spawner);
    }
}
