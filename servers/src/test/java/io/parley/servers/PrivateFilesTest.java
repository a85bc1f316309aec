package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class PrivateFilesTest {

    @TempDir
    Path folder;

    @Test
    void shouldKeepFolderToItsOwnerWhenMade() throws IOException {
        // When
        Path made = PrivateFiles.folder(folder.resolve("above").resolve("made"));

        // Then
        assertThat(permissions(made)).isEqualTo("rwx------");
    }

    @Test
    void shouldKeepFolderToItsOwnerWhenItWasThereForAll() throws IOException {
        // Given
        Path made = Files.createDirectory(folder.resolve("made"));
        Files.setPosixFilePermissions(made, PosixFilePermissions.fromString("rwxr-xr-x"));

        // When
        PrivateFiles.folder(made);

        // Then
        assertThat(permissions(made)).isEqualTo("rwx------");
    }

    @Test
    void shouldKeepFileToItsOwnerWhenItWasThereForAll() throws IOException {
        // Given
        Path file = Files.writeString(folder.resolve("file"), "text");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        // When
        PrivateFiles.file(file);
        Path made = PrivateFiles.file(folder.resolve("made"));

        // Then
        assertThat(permissions(file)).isEqualTo("rw-------");
        assertThat(permissions(made)).isEqualTo("rw-------");
        assertThat(file).hasContent("text");
    }

    @Test
    void shouldFailWhenFileIsInTheWay() throws IOException {
        // Given
        Path file = Files.createFile(folder.resolve("file"));

        // When
        // Then
        assertThatThrownBy(() -> PrivateFiles.folder(file)).isInstanceOf(IOException.class);
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
