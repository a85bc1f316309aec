package io.parley.standalone;

import java.io.File;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The jars that the images leave out, by the lists of which they are built. */
final class ImageClassPath {

    static final Path LISTS = Path.of("..", "deploy", "image");

    private static final String CONNECT = "connect";

    private ImageClassPath() {}

    /** A class path without what the image of this kind of process leaves out. */
    static String of(String kind, String classPath) {
        List<String> absent = absent(kind);
        return Pattern.compile(File.pathSeparator, Pattern.LITERAL)
                .splitAsStream(classPath)
                .filter(entry ->
                        absent.stream().noneMatch(Path.of(entry).getFileName().toString()::startsWith))
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The lines of a list: what the names of jars begin with. */
    static List<String> lines(String list) {
        try {
            return Files.readAllLines(LISTS.resolve(list)).stream()
                    .filter(line -> !line.startsWith("#"))
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<String> absent(String kind) {
        List<String> upOnly = lines("up-only");
        return kind.equals(CONNECT)
                ? upOnly
                : Stream.concat(upOnly.stream(), lines("connect-only").stream()).toList();
    }
}
