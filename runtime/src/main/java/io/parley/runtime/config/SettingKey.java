package io.parley.runtime.config;

import java.lang.reflect.Field;
import java.lang.reflect.Modifier;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Declares a key that may be set, in one place: its name, its meaning, the form and the bounds of its values, and its
 * default.
 *
 * <pre>
 *  static final SettingKey&lt;Duration&gt; IDLE_TIMEOUT = SettingKey.duration("gateway.idle-timeout", "how long …")
 *          .moreThan("0s")
 *          .withDefault("15s");
 *  static final List&lt;SettingKey&lt;?&gt;&gt; KEYS = SettingKey.declaredBy(GatewaySettings.class);
 * </pre>
 *
 * A key without a default is required, unless it is {@link #optional}. Only what concerns two keys (an interval that is to
 * be shorter than another) is checked where both are read, by {@link Settings#requireMore} for instance. Immutable; each
 * method that changes a key gives another.
 *
 * @param <T> what the text stands for
 */
public sealed class SettingKey<T> permits SettingFamily {

    static final String VARIABLE_PREFIX = "PARLEY_";

    private final String name;
    private final String formerName;
    private final String meaning;
    private final SettingForm<T> form;
    private final String defaultText;
    private final boolean optional;
    private final boolean secret;

    SettingKey(
            String name,
            String formerName,
            String meaning,
            SettingForm<T> form,
            String defaultText,
            boolean optional,
            boolean secret) {
        this.name = name;
        this.formerName = formerName;
        this.meaning = meaning;
        this.form = form;
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

    /**
     * A required key of any other type.
     *
     * @param expectation the form of the text in words
     * @param parser throws an {@link IllegalArgumentException} on a text of another form
     */
    public static <T> SettingKey<T> of(String name, String meaning, String expectation, Function<String, T> parser) {
        return new SettingKey<>(name, null, meaning, SettingForm.of(expectation, parser), null, false, false);
    }

    /**
     * The keys that a class declares as constants, in the order in which they stand there.
     *
     * @throws IllegalStateException if it declares none
     */
    public static List<SettingKey<?>> declaredBy(Class<?> settings) {
        List<SettingKey<?>> keys = new ArrayList<>();
        for (Field field : settings.getDeclaredFields()) {
            if (Modifier.isStatic(field.getModifiers()) && SettingKey.class.isAssignableFrom(field.getType())) {
                keys.add(constant(field));
            }
        }
        if (keys.isEmpty()) {
            throw new IllegalStateException(settings + " declares no key");
        }
        return List.copyOf(keys);
    }

    private static SettingKey<?> constant(Field field) {
        try {
            field.setAccessible(true);
            // Constants are assigned in the order in which they stand: those after the list of keys would be null.
            return Objects.requireNonNull((SettingKey<?>) field.get(null), () -> field + " stands after the keys");
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    /**
     * This key with a bound.
     *
     * @param expectation what is said of a value that is beyond it, such as {@code 1 to 5}
     */
    public SettingKey<T> checked(Predicate<T> holds, String expectation) {
        return with(form.checked(holds, expectation));
    }

    /** This key with values between these, both included, written as one would set them. */
    public SettingKey<T> between(String least, String most) {
        return with(form.between(least, most));
    }

    /** This key with values of at least this, written as one would set it. */
    public SettingKey<T> atLeast(String least) {
        return with(form.atLeast(least));
    }

    /** This key with values above this, written as one would set it. */
    public SettingKey<T> moreThan(String bound) {
        return with(form.moreThan(bound));
    }

    /**
     * This key with texts of a form.
     *
     * @param expectation the form in words
     */
    public SettingKey<T> matching(String regex, String expectation) {
        Pattern pattern = Pattern.compile(regex);
        return checked(value -> pattern.matcher(value.toString()).matches(), expectation);
    }

    private SettingKey<T> with(SettingForm<T> other) {
        return new SettingKey<>(name, formerName, meaning, other, defaultText, optional, secret);
    }

    /** This key with a default, written as one would set it. */
    public SettingKey<T> withDefault(String text) {
        SettingKey<T> key = new SettingKey<>(name, formerName, meaning, form, text, optional, secret);
        key.parse(text);
        return key;
    }

    /** This key as one that may be left out; it is read with {@link Settings#find}. */
    public SettingKey<T> optional() {
        return new SettingKey<>(name, formerName, meaning, form, defaultText, true, secret);
    }

    /** This key as one whose value is never shown. */
    public SettingKey<T> secret() {
        return new SettingKey<>(name, formerName, meaning, form, defaultText, optional, true);
    }

    /** This key as one that had another name, so that a start with that one names this. */
    public SettingKey<T> formerly(String formerName) {
        return new SettingKey<>(name, formerName, meaning, form, defaultText, optional, secret);
    }

    /** The name in a properties file, such as {@code gateway.idle-timeout}. */
    public String name() {
        return name;
    }

    /** The name in the environment, such as {@code PARLEY_GATEWAY_IDLE_TIMEOUT}. */
    public String variable() {
        return variable(name);
    }

    static String variable(String name) {
        return VARIABLE_PREFIX + name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether this was its name, in a file or in the environment. */
    boolean wasNamed(String text) {
        return formerName != null && (text.equals(formerName) || text.equals(variable(formerName)));
    }

    /** Describes the use of the value, with its special values. */
    public String meaning() {
        return meaning;
    }

    /** Describes the form of the text, its unit and its bounds included. */
    public String expectation() {
        return form.description();
    }

    /** The default, written as one would set it; empty where there is none. */
    public Optional<String> defaultText() {
        return Optional.ofNullable(defaultText);
    }

    public boolean isOptional() {
        return optional;
    }

    /** Whether its value is never shown; then a file may hold it, which the key {@code <name>-file} names. */
    public boolean isSecret() {
        return secret;
    }

    T parse(String text) {
        return form.parse(text, (expected, cause) -> invalid(text, expected, cause));
    }

    private InvalidSettingException invalid(String text, String expected, RuntimeException cause) {
        return new InvalidSettingException(
                name + ": " + (secret ? "(not shown)" : text) + " (expected: " + expected + ")", cause);
    }

    @Override
    public final boolean equals(Object other) {
        return other instanceof SettingKey<?> key && key.name.equals(name);
    }

    @Override
    public final int hashCode() {
        return name.hashCode();
    }

    @Override
    public final String toString() {
        return name;
    }
}
