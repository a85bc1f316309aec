package io.parley.admin.access;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Recognises bearer tokens by a file with their digests, so that who reads the file can't use them. A changed file counts
 * from the next request on: it is short, and requests are few. Thread-safe.
 *
 * <pre>
 *  # name  roles               SHA-256 of the token
 *  ann     operator            3f8a…
 *  helpers support,compliance  91bc…
 * </pre>
 */
public final class AdminTokens {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final Pattern DIGEST = Pattern.compile("[0-9a-f]{64}");
    private static final int COLUMNS = 3;

    private final Path file;

    private record Entry(String name, Set<Role> roles, String digest) {}

    /** @throws IllegalArgumentException if the file can't be read, or has an invalid line */
    public AdminTokens(Path file) {
        this.file = file;
        try {
            read();
        } catch (IOException e) {
            throw new IllegalArgumentException(
                    "admin.tokens: " + file + " (expected: a file that can be read; " + e + ")", e);
        }
    }

    /**
     * The caller with this token; nobody when it isn't known. It takes the same time however much of a digest is right.
     *
     * @throws IOException if the file can't be read
     * @throws IllegalArgumentException if the file has an invalid line
     */
    public Optional<Caller> caller(String token, String address) throws IOException {
        byte[] presented = utf8(digest(token));
        Optional<Caller> found = Optional.empty();
        for (Entry entry : read()) {
            if (MessageDigest.isEqual(utf8(entry.digest()), presented)) {
                found = Optional.of(new Caller(entry.name(), entry.roles(), address));
            }
        }
        return found;
    }

    /** Returns the digest that stands in the file for a token. */
    public static String digest(String token) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(utf8(token)));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    private List<Entry> read() throws IOException {
        List<Entry> entries = new ArrayList<>();
        int number = 0;
        for (String line : Files.readAllLines(file)) {
            number++;
            String text = line.strip();
            if (!text.isEmpty() && !text.startsWith("#")) {
                entries.add(entry(text, number));
            }
        }
        return entries;
    }

    private Entry entry(String line, int number) {
        String[] columns = SPACES.split(line, -1);
        if (columns.length != COLUMNS || !NAME.matcher(columns[0]).matches()) {
            throw invalid(number, "a name, roles and a SHA-256, with spaces between them");
        }
        Set<Role> roles = Stream.of(columns[1].split(",", -1))
                .map(label ->
                        Role.of(label).orElseThrow(() -> invalid(number, "roles out of operator, support, compliance")))
                .collect(Collectors.toSet());
        String digest = columns[2].toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(digest).matches()) {
            throw invalid(number, "a SHA-256 in 64 hexadecimal digits");
        }
        return new Entry(columns[0], roles, digest);
    }

    /** Without the line: somebody may have written a token there. */
    private IllegalArgumentException invalid(int number, String expected) {
        return new IllegalArgumentException(
                "admin.tokens: line " + number + " of " + file + " (expected: " + expected + ")");
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
