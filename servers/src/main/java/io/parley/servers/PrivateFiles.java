package io.parley.servers;

import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/**
 * Makes folders and files that their owner alone may read, under any umask, so that other users of the machine can't
 * read messages. File systems without owners give no such protection.
 */
public final class PrivateFiles {

    private static final Set<PosixFilePermission> FOLDER = PosixFilePermissions.fromString("rwx------");
    private static final Set<PosixFilePermission> FILE = PosixFilePermissions.fromString("rw-------");

    private PrivateFiles() {}

    /** Makes a folder private, and before that makes it and those above it where they are missing. */
    public static Path folder(Path folder) throws IOException {
        Path absolute = folder.toAbsolutePath();
        if (absolute.getParent() != null) {
            Files.createDirectories(absolute.getParent());
        }
        PosixFileAttributeView view = view(absolute);
        try {
            // Private from its first moment on.
            if (view == null) {
                Files.createDirectory(absolute);
            } else {
                Files.createDirectory(absolute, PosixFilePermissions.asFileAttribute(FOLDER));
            }
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(absolute)) {
                throw e;
            }
        }
        restrict(view, FOLDER);
        return absolute;
    }

    /** Makes an empty file that is private, or a file that is there. */
    public static Path file(Path file) throws IOException {
        PosixFileAttributeView view = view(file);
        if (!Files.exists(file)) {
            if (view == null) {
                Files.createFile(file);
            } else {
                Files.createFile(file, PosixFilePermissions.asFileAttribute(FILE));
            }
        }
        restrict(view, FILE);
        return file;
    }

    private static void restrict(PosixFileAttributeView view, Set<PosixFilePermission> permissions) throws IOException {
        if (view != null && !view.readAttributes().permissions().equals(permissions)) {
            view.setPermissions(permissions);
        }
    }

    private static PosixFileAttributeView view(Path path) {
        return Files.getFileAttributeView(path, PosixFileAttributeView.class);
    }
}
