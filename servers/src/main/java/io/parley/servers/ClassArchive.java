package io.parley.servers;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;

/**
 * A class-data archive (AppCDS) with which a Java child starts in half the time. It is written at the orderly end of a
 * child, when the system property {@value #WRITE_PROPERTY} says so, since that child takes longer; the tests of this
 * module do. Nothing depends on it: where there is none, or one that doesn't fit, the child starts as it would without.
 */
final class ClassArchive {

    private static final Logger LOG = LoggerFactory.getLogger(ClassArchive.class);

    static final String WRITE_PROPERTY = "parley.servers.write-archives";

    private final Path archive;
    private final Path fresh;

    /** @param archive where it lies; the name tells the Java version that it fits */
    ClassArchive(Path archive) {
        this.archive = archive;
        this.fresh = archive.resolveSibling(
                archive.getFileName() + "." + ProcessHandle.current().pid());
    }

    /** The options of the Java child. */
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

    /** To be called when a child with these options has ended in order. */
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
