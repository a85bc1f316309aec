package io.parley.runtime.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Identifies the state of a file: differs after the file is written or replaced, even through a link.
 *
 * @param key the file system's key of the file, as text
 */
public record FileStamp(FileTime modified, long size, String key) {

    /**
     * Reads the file's current state. Blocks.
     *
     * @throws IOException if it is missing or unreadable
     */
    public static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}
