package io.parley.servers;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class PidFileTest {

    @TempDir
    Path folder;

    private Path program;
    private Process process;
    private PidFile file;

    @BeforeEach
    void start() throws IOException {
        program = folder.resolve("program");
        Files.copy(Executables.find("sleep").orElseThrow().toRealPath(), program);
        process = new ProcessBuilder(program.toString(), "60").start();
        file = new PidFile(folder.resolve("program.pid"));
    }

    @AfterEach
    void end() {
        process.destroyForcibly();
    }

    @Test
    void shouldKnowProcessWhenTheFileThatItRunsFromIsReplaced() throws IOException {
        // Given
        file.write(process.toHandle());

        // When
        Path fresh = Files.copy(program, folder.resolve("fresh"));
        Files.delete(program);
        Files.move(fresh, program);

        // Then
        assertThat(file.running()).contains(process.toHandle());
    }

    @Test
    void shouldKnowProcessWhenTimeOfDayIsAllThatWasKept() throws IOException {
        // Given
        Instant began = process.info().startInstant().orElseThrow();

        // When
        Files.write(
                folder.resolve("program.pid"),
                List.of("pid=" + process.pid(), "started=" + began.toString().replace(":", "\\:")));

        // Then
        assertThat(file.running()).contains(process.toHandle());
    }

    @Test
    void shouldNotKnowProcessWhenItBeganAtAnotherTime() throws IOException {
        // When
        Files.write(folder.resolve("program.pid"), List.of("pid=" + process.pid(), "started=2001-01-01T00\\:00\\:00Z"));

        // Then
        assertThat(file.running()).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void shouldNotKnowProcessWhenAllThatIsLeftIsHowItEnded() throws IOException {
        // Given: a child whose parent, by then another program, never asks how it ended
        String shell = Executables.find("sh").orElseThrow().toString();
        Process parent = new ProcessBuilder(shell, "-c", program + " 60 & exec " + program + " 60").start();
        try {
            ProcessHandle child =
                    await().until(() -> parent.children().findFirst().orElse(null), found -> found != null);
            file.write(child);
            assertThat(file.running()).contains(child);

            // When
            ChildProcess.end(child, java.time.Duration.ofSeconds(5));

            // Then
            assertThat(file.running()).isEmpty();
        } finally {
            parent.destroyForcibly();
        }
    }
}
