package io.parley.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;

/**
 * Holds a value for each key that was set, and the keys that a process knows. Immutable.
 *
 * <p>Where a key is set twice the environment wins over the file. A blank environment variable counts as not set, so
 * that {@code ${NAME:-}} in a compose file does what it seems to. A secret may be in a file of its own, which the key
 * {@code <key>-file} names; it is read here, so that nothing else has to know.
 */
public final class Settings {

    private final KnownKeys known;
    private final Map<String, String> values;

    private Settings(KnownKeys known, Map<String, String> values) {
        this.known = known;
        this.values = known.withSecrets(values);
    }

    /**
     * Reads a properties file (UTF-8) and the {@code PARLEY_*} variables of an environment.
     *
     * @param file null when there is none
     * @throws InvalidSettingException if the file can't be read, or if either sets a key that is not known
     */
    public static Settings load(Path file, Map<String, String> environment, Collection<SettingKey<?>> known) {
        KnownKeys keys = new KnownKeys(known);
        Map<String, String> values = file == null ? Map.of() : read(file);
        requireKnown(keys, values);
        Map<String, String> ofEnvironment = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (variable.startsWith(SettingKey.VARIABLE_PREFIX) && !value.isBlank()) {
                ofEnvironment.put(
                        keys.nameOf(variable).orElseThrow(() -> unknown(variable, keys.byVariable())), value.strip());
            }
        });
        return new Settings(keys, together(keys, values, ofEnvironment));
    }

    /**
     * As {@link #load}, but passes over keys that are not known: to find out from some settings which others there are.
     *
     * @throws InvalidSettingException if the file can't be read
     */
    public static Settings loadKnown(Path file, Map<String, String> environment, Collection<SettingKey<?>> known) {
        KnownKeys keys = new KnownKeys(known);
        Map<String, String> values = file == null ? new HashMap<>() : read(file);
        values.keySet().removeIf(name -> !keys.knows(name));
        Map<String, String> ofEnvironment = new HashMap<>();
        environment.forEach((variable, value) -> {
            if (!value.isBlank()) {
                keys.nameOf(variable).ifPresent(name -> ofEnvironment.put(name, value.strip()));
            }
        });
        return new Settings(keys, together(keys, values, ofEnvironment));
    }

    /**
     * Takes values that are at hand.
     *
     * @param values by the names of their keys
     * @throws InvalidSettingException if one has a key that is not known
     */
    public static Settings of(Map<String, String> values, Collection<SettingKey<?>> known) {
        KnownKeys keys = new KnownKeys(known);
        requireKnown(keys, values);
        return new Settings(keys, values);
    }

    /** As {@link #of}, but passes over keys that are not known: for one part of what has several. */
    public static Settings ofKnown(Map<String, String> values, Collection<SettingKey<?>> known) {
        KnownKeys keys = new KnownKeys(known);
        Map<String, String> own = new HashMap<>(values);
        own.keySet().removeIf(name -> !keys.knows(name));
        return new Settings(keys, own);
    }

    /** Returns all that was set, by the names of the keys, as one would set it. Secrets are among it. */
    public Map<String, String> values() {
        return values;
    }

    /**
     * The value of a key, or its default.
     *
     * @throws InvalidSettingException if it is not well-formed, or neither set nor defaulted
     */
    public <T> T get(SettingKey<T> key) {
        return find(key)
                .orElseThrow(() -> new InvalidSettingException(key.name() + ": missing (expected: " + key.expectation()
                        + "; " + key.meaning() + "; set it in the properties file or as " + key.variable() + ")"));
    }

    /**
     * The members of a family that are set, by what comes after their common beginning.
     *
     * @throws InvalidSettingException if one of them can't be set
     */
    public Map<String, String> get(SettingFamily family) {
        requireDeclared(family);
        return family.members(values);
    }

    /**
     * The value of a key, or its default, or nothing.
     *
     * @throws InvalidSettingException if it is not well-formed
     */
    public <T> Optional<T> find(SettingKey<T> key) {
        requireDeclared(key);
        return text(key).filter(text -> !text.isEmpty()).map(key::parse);
    }

    /**
     * Requires that one value is larger than another.
     *
     * @throws InvalidSettingException if it is not; the message gives both
     */
    public <T extends Comparable<T>> void requireMore(SettingKey<T> key, SettingKey<T> than) {
        if (get(key).compareTo(get(than)) <= 0) {
            throw new InvalidSettingException(key.name() + ": " + text(key).orElseThrow() + " (expected: more than "
                    + than.name() + ", which is " + text(than).orElseThrow() + ")");
        }
    }

    /**
     * Returns all that was set of these keys, as it was written: for another process, which has the same defaults.
     * Secrets are among it, those that were read from files too.
     */
    public Map<String, String> written(Collection<SettingKey<?>> keys) {
        KnownKeys wanted = new KnownKeys(keys);
        Map<String, String> written = new HashMap<>(values);
        written.keySet().removeIf(name -> !wanted.knows(name));
        return Map.copyOf(written);
    }

    private Optional<String> text(SettingKey<?> key) {
        return Optional.ofNullable(values.get(key.name())).or(key::defaultText);
    }

    private void requireDeclared(SettingKey<?> key) {
        if (!known.declares(key)) {
            throw new IllegalStateException(key.name() + " is read but was not declared as known");
        }
    }

    private static Map<String, String> together(
            KnownKeys keys, Map<String, String> values, Map<String, String> winning) {
        Map<String, String> together = new HashMap<>(values);
        winning.keySet().forEach(name -> keys.otherNameOf(name).ifPresent(together::remove));
        together.putAll(winning);
        return together;
    }

    private static Map<String, String> read(Path file) {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidSettingException(file + ": not readable as a properties file in UTF-8: " + e, e);
        }
        Map<String, String> values = new HashMap<>();
        properties.forEach((name, value) -> values.put((String) name, ((String) value).strip()));
        return values;
    }

    private static void requireKnown(KnownKeys keys, Map<String, String> values) {
        for (String name : values.keySet()) {
            if (!keys.knows(name)) {
                throw unknown(name, keys.byName());
            }
        }
    }

    /** @param known by the names among which the unknown one was looked for */
    private static InvalidSettingException unknown(String name, Map<String, SettingKey<?>> known) {
        String hint = known.entrySet().stream()
                .filter(key -> key.getValue().wasNamed(name))
                .map(key -> "; it is " + key.getKey() + " now")
                .findFirst()
                .or(() -> NearestName.to(name, known.keySet()).map(nearest -> "; did you mean " + nearest + "?"))
                .orElse("");
        return new InvalidSettingException(name + ": unknown (expected: a known key" + hint + ")");
    }
}
