package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;

class ExecutablesTest {

    @TempDir
    Path folder;

    @Test
    void shouldPassOverWhatOnlyHasTheNameWhenItLooksForProgram() throws IOException {
        // Given
        Path first = Files.createDirectories(folder.resolve("first"));
        Files.createDirectory(first.resolve("program"));
        Path second = Files.createDirectories(folder.resolve("second"));
        Path program = Files.createFile(
                second.resolve("program"),
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));

        // When
        // Then
        assertThat(Executables.find("program", first + File.pathSeparator + File.pathSeparator + second))
                .contains(program);
    }

    @Test
    void shouldSayWhereProgramIsForEverybodyWhenPathIsRelative() {
        // Given
        Path here = Path.of("").toAbsolutePath();
        Path shell = Executables.find("sh").orElseThrow();

        // When
        // Then
        assertThat(Executables.find("sh", here.relativize(shell.getParent()).toString()))
                .hasValueSatisfying(found -> assertThat(found).isAbsolute().exists());
    }

    @Test
    void shouldFindNothingWhenThereIsNoPath() {
        assertThat(Executables.find("sh", "")).isEmpty();
    }
}
