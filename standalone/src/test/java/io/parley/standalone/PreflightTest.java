package io.parley.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PreflightTest {

    private static final OptionalLong MEMORY = OptionalLong.of(8L << 30);

    @TempDir
    Path folder;

    @Test
    void shouldSayNothingWhenAllIsThere() {
        assertThatCode(() -> new Preflight(17, MEMORY, port -> true).check(folder, Map.of("--port", 8080)))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNameJavaHomeWhenJavaIsAnother() {
        assertThatThrownBy(() -> new Preflight(21, MEMORY, port -> true).check(folder, Map.of()))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("Java 21", "17", "JAVA_HOME");
    }

    @Test
    void shouldNameTheLackWhenThereIsTooLittleMemory() {
        assertThatThrownBy(() -> new Preflight(17, OptionalLong.of(512L << 20), port -> true).check(folder, Map.of()))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("512 MiB", "close other programs");
    }

    @Test
    void shouldGoOnWhenNobodyCanTellTheMemory() {
        assertThatCode(() -> new Preflight(17, OptionalLong.empty(), port -> true).check(folder, Map.of()))
                .doesNotThrowAnyException();
    }

    @Test
    void shouldNameTheOptionWhenAPortIsInUse() {
        assertThatThrownBy(() -> new Preflight(17, MEMORY, port -> port != 8080).check(folder, Map.of("--port", 8080)))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("8080", "in use", "--port");
    }

    @Test
    void shouldNameTheOptionWhenTheFolderCannotBeMade() throws Exception {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When
        // Then
        assertThatThrownBy(() -> new Preflight(17, MEMORY, port -> true).check(file.resolve("data"), Map.of()))
                .isInstanceOf(StandaloneException.class)
                .hasMessageContaining("--data");
    }
}
