package io.parley.gateway.frame;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The words of {@code docs/protocol.md}, by the places where they are listed. */
final class ProtocolText {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|");
    private static final Pattern WORD = Pattern.compile("`(\\w+)`");
    private static final Pattern CODES = Pattern.compile("Codes of `rejected`: (.*?), `internal`[.]");
    private static final Pattern KINDS = Pattern.compile("(?m)^\\| `event` \\|.* and by kind: (.*) \\|$");
    private static final Pattern CLOSE_CODES = Pattern.compile("(?m)^Close codes: (.*)[.]$");

    private final String text;

    private ProtocolText(String text) {
        this.text = text;
    }

    static ProtocolText load() {
        try {
            return new ProtocolText(Files.readString(Path.of("..", "docs", "protocol.md")));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The first column of the table under a heading. */
    Set<String> rows(String heading) {
        String section = text.substring(text.indexOf(heading) + heading.length());
        int end = section.indexOf("\n#");
        return words(ROW, end < 0 ? section : section.substring(0, end));
    }

    Set<String> rejectCodes() {
        // What stands in brackets names fields.
        Set<String> codes = words(WORD, only(CODES).group(1).replaceAll("\\([^)]*\\)", ""));
        codes.add("internal");
        return codes;
    }

    /** The kinds of events, each of which begins a part of the row. */
    Set<String> eventKinds() {
        return words(Pattern.compile("(?:^| · )`(\\w+)`"), only(KINDS).group(1));
    }

    /** The meanings of close codes. */
    Map<Integer, String> closeCodes() {
        Map<Integer, String> codes = new TreeMap<>();
        for (String code : only(CLOSE_CODES).group(1).split(" · ", -1)) {
            codes.put(Integer.valueOf(code.substring(0, 4)), code.substring(5));
        }
        return codes;
    }

    boolean has(String part) {
        return text.contains(part);
    }

    private MatchResult only(Pattern pattern) {
        Matcher matcher = pattern.matcher(text);
        if (!matcher.find()) {
            throw new AssertionError("docs/protocol.md has no " + pattern);
        }
        return matcher.toMatchResult();
    }

    private static Set<String> words(Pattern pattern, String text) {
        return pattern.matcher(text)
                .results()
                .map(word -> word.group(1))
                .collect(Collectors.toCollection(TreeSet::new));
    }
}
