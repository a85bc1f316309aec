package io.parley.gateway.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;

/**
 * Identifies the state of a file: differs once the file is written, or replaced, be it through a link.
 *
 * @param key what the file system knows the file by, as a text
 */
public record FileStamp(FileTime modified, long size, String key) {

    /**
     * As the file is now. Blocks for a look at it.
     *
     * @throws IOException if it is missing or can't be looked at
     */
    public static FileStamp of(Path file) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        return new FileStamp(attributes.lastModifiedTime(), attributes.size(), String.valueOf(attributes.fileKey()));
    }
}
