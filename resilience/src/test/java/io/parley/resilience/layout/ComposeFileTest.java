package io.parley.resilience.layout;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

class ComposeFileTest {

    private static final Path COMPOSE = Path.of("..", "docker-compose.yml");
    private static final String SECRET = "0123456789abcdef0123456789abcdef";

    @TempDir
    private Path folder;

    @Test
    void shouldFindTwoOfEachKindOfProcess() {
        // When
        ComposeFile compose = ComposeFile.read(COMPOSE, Map.of("PARLEY_TOKEN_SECRET", SECRET));

        // Then
        assertThat(compose.services("gateway")).containsExactly("gateway-1", "gateway-2");
        assertThat(compose.services("conversation")).containsExactly("conversation-1", "conversation-2");
        assertThat(compose.services("user")).containsExactly("user-1", "user-2");
        assertThat(compose.services("presence")).containsExactly("presence-1", "presence-2");
        assertThat(compose.services("connect")).containsExactly("connect-1", "connect-2");
        assertThat(compose.services("setup")).containsExactly("setup");
    }

    @Test
    void shouldReadTheEnvironmentWithTheCallersVariables() {
        // When
        ComposeFile compose = ComposeFile.read(COMPOSE, Map.of("PARLEY_TOKEN_SECRET", SECRET));

        // Then
        assertThat(compose.environment("gateway-2"))
                .containsEntry("PARLEY_GATEWAY_ID", "gateway-2")
                .containsEntry("PARLEY_TOKEN_SECRET", SECRET)
                .containsEntry("PARLEY_TOPICS_REPLICATION", "3")
                .containsKey("PARLEY_HISTORY_CONTACT_POINTS");
    }

    @Test
    void shouldReadTheBrokersSettingsButNotTheirPlace() {
        // When
        Map<String, String> settings = ComposeFile.read(COMPOSE, Map.of()).brokerSettings("broker-1");

        // Then
        assertThat(settings)
                .containsEntry("min.insync.replicas", "2")
                .containsEntry("broker.session.timeout.ms", "3000")
                .doesNotContainKeys("listeners", "advertised.listeners", "node.id", "log.dirs", "heap.opts")
                .allSatisfy((name, value) -> assertThat(name).doesNotContain("controller"));
    }

    @Test
    void shouldNameTheVariableThatIsMissingAndTakeTheOneThatMayBe() throws IOException {
        // Given
        Path file = folder.resolve("compose.yml");
        Files.writeString(file, """
                services:
                  one:
                    environment:
                      A: ${NEEDED:?say it}
                  two:
                    environment:
                      B: ${LEFT_OUT:-so}
                """);

        // When
        ComposeFile compose = ComposeFile.read(file, Map.of());

        // Then
        assertThat(compose.environment("two")).containsEntry("B", "so");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> compose.environment("one"))
                .withMessageStartingWith("NEEDED: missing");
    }
}
