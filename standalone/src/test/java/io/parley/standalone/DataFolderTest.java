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
import static org.junit.jupiter.api.Assumptions.assumeTrue;

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
    void shouldTellNobodyButTheOwnerSinceACodeIsAmongIt() throws IOException {
        // Given
        DataFolder data = new DataFolder(folder);
        assumeTrue(
                folder.getFileSystem().supportedFileAttributeViews().contains("posix"), "skipped: not a POSIX system");

        // When
        data.tell(Map.of("code", "a-code-of-this-test"));
        data.tell(Map.of("code", "a-code-of-this-test"));

        // Then
        assertThat(Files.getPosixFilePermissions(folder.resolve("instance.properties")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }
}
