package io.parley.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads a file of the kernel in one call, since the kernel cuts some files off for readers that take them in parts. */
final class KernelFile {

    private static final int MOST = 8192;

    private KernelFile() {}

    /** @throws IOException where there is no such file, so on every system but Linux */
    static String read(Path file) throws IOException {
        try (InputStream stream = Files.newInputStream(file)) {
            return new String(stream.readNBytes(MOST), StandardCharsets.ISO_8859_1).strip();
        }
    }
}
