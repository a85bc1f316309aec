package io.parley.admin.access;

import io.parley.schemas.UserId;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
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
 * Recognises bearer tokens by a file with their digests, so that who reads the file can't use them, and certificates of
 * clients by theirs. A changed file counts from the next request on: it is short, and requests are few. Thread-safe.
 *
 * <pre>
 *  # name  roles               SHA-256 of the token
 *  ann     operator            3f8a…
 *  helpers support,compliance  91bc…
 *  shop    create,members,send 77d0…                  shop-bot
 *  joe     operator            certificate:04ce…
 * </pre>
 *
 * The fourth column is the user id under which the caller acts in conversations; without it that is the name.
 */
public final class AdminTokens {

    private static final Pattern SPACES = Pattern.compile("\\s+");
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9._@-]{1,64}");
    private static final String OF_CERTIFICATE = "certificate:";
    private static final Pattern DIGEST = Pattern.compile("(" + OF_CERTIFICATE + ")?[0-9a-f]{64}");
    private static final int COLUMNS = 3;
    private static final int COLUMNS_WITH_USER = 4;

    private final Path file;

    private record Entry(String name, Set<Role> roles, String digest, UserId user) {}

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
        return callerOf(digest(token), address);
    }

    /**
     * The caller with this certificate; nobody when it isn't known.
     *
     * @throws IOException if the file can't be read
     * @throws IllegalArgumentException if the file has an invalid line
     */
    public Optional<Caller> caller(X509Certificate certificate, String address) throws IOException {
        return callerOf(digest(certificate), address);
    }

    private Optional<Caller> callerOf(String digest, String address) throws IOException {
        byte[] presented = utf8(digest);
        Optional<Caller> found = Optional.empty();
        for (Entry entry : read()) {
            if (MessageDigest.isEqual(utf8(entry.digest()), presented)) {
                found = Optional.of(new Caller(entry.name(), entry.roles(), address, entry.user()));
            }
        }
        return found;
    }

    /** Returns the digest that stands in the file for a token. */
    public static String digest(String token) {
        return sha256(utf8(token));
    }

    /** Returns what stands in the file for a certificate: the digest of its DER form, said to be one. */
    public static String digest(X509Certificate certificate) {
        try {
            return OF_CERTIFICATE + sha256(certificate.getEncoded());
        } catch (CertificateEncodingException e) {
            throw new IllegalStateException("a certificate that was received can be encoded", e);
        }
    }

    private static String sha256(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
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
        boolean hasUser = columns.length == COLUMNS_WITH_USER;
        if ((columns.length != COLUMNS && !hasUser) || !NAME.matcher(columns[0]).matches()) {
            throw invalid(number, "a name, roles, a SHA-256 and perhaps a user id, with spaces between them");
        }
        Set<Role> roles = Stream.of(columns[1].split(",", -1))
                .map(label -> Role.of(label).orElseThrow(() -> invalid(number, "roles out of " + Role.EXPECTATION)))
                .collect(Collectors.toSet());
        String digest = columns[2].toLowerCase(Locale.ROOT);
        if (!DIGEST.matcher(digest).matches()) {
            throw invalid(
                    number,
                    "a SHA-256 in 64 hexadecimal digits, with " + OF_CERTIFICATE + " before that of a certificate");
        }
        String user = hasUser ? columns[COLUMNS] : columns[0];
        if (!UserId.isValid(user)) {
            throw invalid(number, "a user id, which is " + UserId.EXPECTATION);
        }
        return new Entry(columns[0], roles, digest, new UserId(user));
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
