package io.parley.gateway.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The words of the JavaScript client: of its types, and of the frames that its code sends and reads. */
final class ClientTypes {

    private static final Path CLIENT = Path.of("..", "client-js", "src", "main", "js");
    private static final Pattern SENT = Pattern.compile("\\{ type: '(\\w+)'");
    private static final Pattern HANDLED = Pattern.compile("case '(\\w+)':");
    private static final Pattern WORD = Pattern.compile("'(\\w+)'|\\b(\\d{4})\\b");

    private final String types;
    private final String code;

    private ClientTypes(String types, String code) {
        this.types = types;
        this.code = code;
    }

    static ClientTypes load() {
        try (Stream<Path> files = Files.walk(CLIENT)) {
            List<Path> sources =
                    files.filter(file -> file.toString().endsWith(".js")).toList();
            StringBuilder code = new StringBuilder();
            for (Path source : sources) {
                code.append(Files.readString(source));
            }
            return new ClientTypes(Files.readString(CLIENT.resolve("parley-client.d.ts")), code.toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The alternatives of an exported union of texts or numbers. */
    Set<String> union(String name) {
        String start = "export type " + name + " =";
        int at = types.indexOf(start);
        if (at < 0) {
            throw new AssertionError("parley-client.d.ts has no " + start);
        }
        return words(WORD, types.substring(at, types.indexOf(';', at)));
    }

    /** The texts that a field of frames may have. */
    Set<String> constants(String field) {
        return words(Pattern.compile("readonly " + field + "[?]?: '(\\w+)';"), types);
    }

    /** The types of the frames that the client makes. */
    Set<String> sent() {
        return words(SENT, code);
    }

    /** The types of frames, and the kinds of events, that the client distinguishes. */
    Set<String> handled() {
        return words(HANDLED, code);
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(word -> word.group(1) == null ? word.group(2) : word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
