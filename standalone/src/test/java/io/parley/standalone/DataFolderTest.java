package io.parley.standalone;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

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
        first.describe(Map.of("pid", "4711"));

        // Then
        assertThat(second.isHeld()).isTrue();
        assertThatThrownBy(second::lock)
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("4711", folder.toString(), "./parley down");
        lock.close();
        assertThat(second.isHeld()).isFalse();
        second.lock().close();
    }

    @Test
    void shouldGiveTheLastDescriptionWhenThereWereMore() {
        // Given
        DataFolder data = new DataFolder(folder);

        // When
        data.describe(Map.of("pid", "1", "gateway", "http://127.0.0.1:1"));
        data.describe(Map.of("pid", "2"));

        // Then
        assertThat(data.instance()).containsExactlyEntriesOf(Map.of("pid", "2"));
    }

    @Test
    void shouldForgetTheHolderBeforeWhenItIsTaken() {
        // Given
        DataFolder data = new DataFolder(folder);
        data.describe(Map.of("pid", "1", "gateway", "http://127.0.0.1:1"));

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
        new DataFolder(data).describe(Map.of("pid", "1"));
        open(data.resolve("lock"));
        open(data.resolve("instance.properties"));
        open(data);

        // When
        DataFolder taken = new DataFolder(data);
        taken.lock().close();
        taken.describe(Map.of("pid", "1"));

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

    @Test
    void shouldTakeTheFolderAgainWhenItsDataIsItsOwn() throws IOException {
        // Given
        DataFolder data = new DataFolder(folder);
        data.lock().close();
        Files.createFile(Files.createDirectory(folder.resolve("broker")).resolve("meta.properties"));

        // When
        DataFolder.Lock lock = new DataFolder(folder).lock();

        // Then
        lock.close();
        assertThat(folder.resolve("layout")).hasContent("2");
    }

    @ParameterizedTest
    @ValueSource(strings = {"none", "1", "3"})
    void shouldSayHowToGoOnAndTouchNothingWhenDataIsOfAnotherParley(String layout) throws IOException {
        // Given
        Path log =
                Files.createFile(Files.createDirectory(folder.resolve("broker")).resolve("meta.properties"));
        Path file = folder.resolve("layout");
        if (!layout.equals("none")) {
            Files.writeString(file, layout);
        }
        new DataFolder(folder).describe(Map.of("pid", "4711"));
        DataFolder data = new DataFolder(folder);

        // When // Then
        assertThatThrownBy(data::lock)
                .isInstanceOf(StandaloneException.class)
                .hasMessageContainingAll("another Parley", "layout " + layout, folder.toString(), "--data")
                .message()
                .hasLineCount(1);
        assertThat(data.isHeld()).isFalse();
        assertThat(data.instance()).containsEntry("pid", "4711");
        assertThat(log).exists();
        assertThat(Files.exists(file)).isEqualTo(!layout.equals("none"));
    }

    @Test
    void shouldTakeTheFolderWhenAnEarlierStartLeftNoData() throws IOException {
        // Given
        Files.createDirectory(folder.resolve("streams"));
        Files.createFile(Files.createDirectory(folder.resolve("logs")).resolve("parley.log"));

        // When
        new DataFolder(folder).lock().close();

        // Then
        assertThat(folder.resolve("layout")).hasContent("2");
    }

    private static void open(Path path) throws IOException {
        Files.setPosixFilePermissions(path, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private static String permissions(Path path) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path));
    }
}
