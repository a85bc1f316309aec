package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;
import io.parley.resilience.layout.Node;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Ends a topology and damages the folder of its state before it starts again.
 *
 * @param how what is done to the folder
 */
record StateLoss(String nodeName, Damage how) implements Fault {

    /** Names what is done to the folder. */
    enum Damage {
        /** It is emptied. */
        LOST,
        /** The table files of its stores are overwritten in the middle. */
        CORRUPT
    }

    private static final int SPOILED_BYTES = 256;

    @Override
    public String name() {
        return (how == Damage.LOST ? "lost-state-" : "corrupt-state-") + nodeName;
    }

    @Override
    public String description() {
        return how == Damage.LOST
                ? "kill -9 of " + nodeName + ", started again with an empty state folder"
                : nodeName + " ended in order, started again with table files that are overwritten in the middle";
    }

    @Override
    public void strike(Layout layout) {
        Node node = layout.node(nodeName);
        if (how == Damage.LOST) {
            node.kill();
        } else {
            // In order, since only then all is in table files.
            node.terminate();
        }
        int damaged = damage(files(layout.stateFolder(nodeName)));
        node.start();
        if (damaged == 0) {
            throw new NotLanded(this, "there was nothing to damage in " + layout.stateFolder(nodeName));
        }
    }

    /** Returns how many files were damaged. */
    private int damage(List<Path> files) {
        int damaged = 0;
        try {
            for (Path file : files) {
                if (how == Damage.LOST) {
                    Files.delete(file);
                    damaged++;
                } else if (isTable(file)) {
                    spoil(file);
                    damaged++;
                }
            }
        } catch (IOException e) {
            throw new UncheckedIOException("cannot damage " + files, e);
        }
        return damaged;
    }

    private static boolean isTable(Path file) {
        return file.getFileName().toString().endsWith(".sst");
    }

    private static void spoil(Path file) throws IOException {
        try (RandomAccessFile content = new RandomAccessFile(file.toFile(), "rw")) {
            long length = content.length();
            content.seek(length / 2);
            content.write(new byte[(int) Math.min(SPOILED_BYTES, length - length / 2)]);
        }
    }

    /** Returns all below a folder, the deepest first. */
    private static List<Path> files(Path folder) {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> !file.equals(folder))
                    .sorted(Comparator.reverseOrder())
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + folder, e);
        }
    }
}
