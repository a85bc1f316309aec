package io.parley.servers;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads what the kernel says in a file: at once, since of some files it says the rest to nobody who takes it in parts. */
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
