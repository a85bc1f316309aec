package io.parley.schemas.config;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * A key that may be set, declared once: its name, what it means, what its text has to look like, and its default.
 *
 * <p>A key without a default is required, unless it is {@link #optional}. Whether a well-formed value makes sense (a
 * port in range, a duration above zero) is the business of the config record that it is read into.
 *
 * @param <T> what the text stands for
 */
public final class SettingKey<T> {

    private static final String PREFIX = "PARLEY_";

    private final String name;
    private final String meaning;
    private final String expectation;
    private final Function<String, T> parser;
    private final String defaultText;
    private final boolean optional;
    private final boolean secret;

    private SettingKey(
            String name,
            String meaning,
            String expectation,
            Function<String, T> parser,
            String defaultText,
            boolean optional,
            boolean secret) {
        this.name = name;
        this.meaning = meaning;
        this.expectation = expectation;
        this.parser = parser;
        this.defaultText = defaultText;
        this.optional = optional;
        this.secret = secret;
    }

    /** A required key whose value is any text but a blank one. */
    public static SettingKey<String> text(String name, String meaning) {
        return of(name, meaning, "text", text -> text);
    }

    /** A required key whose value is a whole number. */
    public static SettingKey<Integer> integer(String name, String meaning) {
        return of(name, meaning, "a whole number", Integer::valueOf);
    }

    /** A required key whose value is a number of bytes, such as {@code 64MiB}. */
    public static SettingKey<Long> bytes(String name, String meaning) {
        return of(name, meaning, "a number of bytes such as 65536, 512KiB, 64MiB or 2GiB", Notation::bytes);
    }

    /** A required key whose value is a duration, such as {@code 30s} or {@code PT30S}. */
    public static SettingKey<Duration> duration(String name, String meaning) {
        return of(name, meaning, "a duration such as 50ms, 30s, 5m, 12h, 7d or PT30S", Notation::duration);
    }

    /** A required key whose value is {@code true} or {@code false}. */
    public static SettingKey<Boolean> flag(String name, String meaning) {
        return of(name, meaning, "true or false", Notation::flag);
    }

    /** A required key whose value is a URI. */
    public static SettingKey<URI> uri(String name, String meaning) {
        return of(name, meaning, "a URI", URI::create);
    }

    /** A required key whose value is a path in the file system. */
    public static SettingKey<Path> path(String name, String meaning) {
        return of(name, meaning, "a path", Path::of);
    }

    /** A required key whose value is a list of texts with commas between them. */
    public static SettingKey<List<String>> list(String name, String meaning) {
        return of(name, meaning, "texts with commas between them", Notation::list);
    }

    /** A required key whose value is the name of a constant, in lower case with {@code -} for {@code _}. */
    public static <E extends Enum<E>> SettingKey<E> oneOf(Class<E> type, String name, String meaning) {
        String expectation =
                Arrays.stream(type.getEnumConstants()).map(Notation::of).collect(Collectors.joining(", "));
        return of(name, meaning, "one of " + expectation, text -> Notation.constant(type, text));
    }

    private static <T> SettingKey<T> of(String name, String meaning, String expectation, Function<String, T> parser) {
        return new SettingKey<>(name, meaning, expectation, parser, null, false, false);
    }

    /** This key with a default, written as one would set it. */
    public SettingKey<T> withDefault(String text) {
        SettingKey<T> key = new SettingKey<>(name, meaning, expectation, parser, text, optional, secret);
        key.parse(text);
        return key;
    }

    /** This key as one that may be left out; it is read with {@link Settings#find}. */
    public SettingKey<T> optional() {
        return new SettingKey<>(name, meaning, expectation, parser, defaultText, true, secret);
    }

    /** This key as one whose value is never shown. */
    public SettingKey<T> secret() {
        return new SettingKey<>(name, meaning, expectation, parser, defaultText, optional, true);
    }

    /** The name in a properties file, such as {@code gateway.idle-timeout}. */
    public String name() {
        return name;
    }

    /** The name in the environment, such as {@code PARLEY_GATEWAY_IDLE_TIMEOUT}. */
    public String variable() {
        return PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** What the value is used for, with its special values. */
    public String meaning() {
        return meaning;
    }

    /** What the text has to look like, its unit included. */
    public String expectation() {
        return expectation;
    }

    /** The default, written as one would set it; empty where there is none. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    public boolean isOptional() {
        return optional;
    }

    /** Whether its value is never shown. */
    public boolean isSecret() {
        return secret;
    }

    T parse(String text) {
        try {
            return parser.apply(text);
        } catch (RuntimeException e) {
            throw new InvalidSettingException(
                    name + ": " + (secret ? "(not shown)" : text) + " (expected: " + expectation + ")", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof SettingKey<?> key && key.name.equals(name);
    }

    @Override
    public int hashCode() {
        return name.hashCode();
    }

    @Override
    public String toString() {
        return name;
    }
}
