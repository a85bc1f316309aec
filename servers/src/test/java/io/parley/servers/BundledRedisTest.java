package io.parley.servers;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import static org.assertj.core.api.Assertions.assertThat;

class BundledRedisTest {

    @TempDir
    Path folder;

    @Test
    void shouldLeaveFileAloneWhenItIsThere() throws IOException {
        // Given
        Object first = key(BundledRedis.in(folder));

        // When
        Object second = key(BundledRedis.in(folder));

        // Then
        assertThat(second).isEqualTo(first);
        assertThat(Folders.list(folder)).hasSize(1);
    }

    @Test
    void shouldUnpackAgainWhenFileIsDamaged() throws IOException {
        // Given
        Path executable = BundledRedis.in(folder);
        long size = Files.size(executable);
        Files.writeString(executable, "cut off");

        // When
        BundledRedis.in(folder);

        // Then
        assertThat(executable).hasSize(size);
        assertThat(executable).isExecutable();
    }

    /** What the system knows a file by, whatever its name. */
    private static Object key(Path file) throws IOException {
        return Files.getAttribute(file, "basic:fileKey");
    }
}
