package io.parley.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * Keeps a class-data archive (AppCDS), with which a Java child starts in half the time. The archive is written at the
 * orderly end of a child, if the system property {@value #WRITE_PROPERTY} is set, as in the tests of this module, since
 * that makes the end slower. A missing or unfit archive changes nothing but the time of the start.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    static final String WRITE_PROPERTY = "parley.servers.write-archives";

    private final Path archive;
    private final Path fresh;

    /** @param archive its file; the name has the Java version that it fits */
    ClassArchive(Path archive) {
        this.archive = archive;
        this.fresh = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** Returns the options of the Java child. */
    List<String> options() {
        if (Files.exists(archive)) {
            return List.of(
                    "-Xshare:auto", "-XX:SharedArchiveFile=" + archive, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
        if (Boolean.getBoolean(WRITE_PROPERTY)) {
            return List.of("-XX:ArchiveClassesAtExit=" + fresh, "-Xlog:cds=off", "-Xlog:cds+dynamic=off");
        }
        return List.of();
    }

    /** Keeps the new archive; to be called after the orderly end of a child with these options. */
    void keep() {
        try {
            if (Files.exists(fresh)) {
                Files.move(fresh, archive, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            }
        } catch (IOException e) {
            LOG.debug("no class archive at {}", archive, e);
        }
    }
}
