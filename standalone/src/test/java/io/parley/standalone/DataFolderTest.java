package io.parley.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
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
}
