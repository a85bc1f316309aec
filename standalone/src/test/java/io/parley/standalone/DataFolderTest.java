package io.parley.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class DataFolderTest {

    @TempDir
    Path folder;

    @Test
    void shouldBeHeldOnceUntilLetGo() {
        // Given
        DataFolder first = new DataFolder(folder);
        DataFolder second = new DataFolder(folder);
        assertThat(second.isHeld()).isFalse();

        // When
        DataFolder.Lock lock = first.lock();
        first.tell(Map.of("pid", "4711"));

        // Then
        assertThat(second.isHeld()).isTrue();
        assertThatThrownBy(second::lock)
                .isInstanceOf(StackException.class)
                .hasMessageContainingAll("4711", folder.toString(), "./parley down");
        lock.close();
        assertThat(second.isHeld()).isFalse();
        second.lock().close();
    }

    @Test
    void shouldTellWhatWasToldLast() {
        // Given
        DataFolder data = new DataFolder(folder);

        // When
        data.tell(Map.of("pid", "1", "gateway", "http://127.0.0.1:1"));
        data.tell(Map.of("pid", "2"));

        // Then
        assertThat(data.instance()).containsExactlyEntriesOf(Map.of("pid", "2"));
    }

    @Test
    void shouldForgetTheHolderBeforeWhenItIsTaken() {
        // Given
        DataFolder data = new DataFolder(folder);
        data.tell(Map.of("pid", "1", "gateway", "http://127.0.0.1:1"));

        // When
        try (DataFolder.Lock lock = data.lock()) {

            // Then
            assertThat(lock).isNotNull();
            assertThat(data.instance())
                    .containsExactlyEntriesOf(
                            Map.of("pid", Long.toString(ProcessHandle.current().pid())));
        }
    }

    @Test
    void shouldKeepOthersOutWhenItWasOpenToAll() throws IOException {
        // Given
        Path data = Files.createDirectory(folder.resolve("data"));
        new DataFolder(data).lock().close();
        new DataFolder(data).tell(Map.of("pid", "1"));
        open(data.resolve("lock"));
        open(data.resolve("instance.properties"));
        open(data);

        // When
        DataFolder taken = new DataFolder(data);
        taken.lock().close();
        taken.tell(Map.of("pid", "1"));

        // Then
        assertThat(permissions(data)).isEqualTo("rwx------");
        assertThat(permissions(data.resolve("lock"))).isEqualTo("rw-------");
        assertThat(permissions(data.resolve("instance.properties"))).isEqualTo("rw-------");
    }

    @Test
    void shouldKeepOthersOutOfItsPartsAloneWhenFolderHoldsWhatIsNotParleys() throws IOException {
        // Given
        Files.createFile(folder.resolve("letter.txt"));
        open(folder);

        // When
        DataFolder taken = new DataFolder(folder);
        taken.lock().close();
        taken.create("logs");
        new DataFolder(folder).lock().close();

        // Then
        assertThat(permissions(folder)).isEqualTo("rwxr-xr-x");
        assertThat(permissions(folder.resolve("logs"))).isEqualTo("rwx------");
        assertThat(permissions(folder.resolve("lock"))).isEqualTo("rw-------");
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
