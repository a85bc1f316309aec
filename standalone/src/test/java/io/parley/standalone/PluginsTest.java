package io.parley.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PluginsTest {

    @TempDir
    Path folder;

    @Test
    void shouldRunNothingOfOthersWhenNoJarComesAlong() {
        assertThat(Plugins.applications(List.of())).isEmpty();
    }

    @Test
    void shouldNameTheJarWhenItIsNotThere() {
        assertThatThrownBy(() -> Plugins.applications(List.of(folder.resolve("my.jar"))))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--with", "my.jar", "expected: a jar");
    }

    @Test
    void shouldSayWhoPutsItThereWhenJarIsNotOnTheClassPath() throws IOException {
        // Given
        Path jar = Files.createFile(folder.resolve("my.jar"));

        // When
        // Then
        assertThatThrownBy(() -> Plugins.applications(List.of(jar)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll("--with", "my.jar", "class path", "./parley");
    }
}
