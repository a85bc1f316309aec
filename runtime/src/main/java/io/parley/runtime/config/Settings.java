package io.parley.runtime.config;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Holds a value for each key that was set, and the keys that a process knows. Immutable.
 *
 * <p>Where a key is set twice the environment wins over the file. A blank environment variable counts as not set, so
 * that {@code ${NAME:-}} in a compose file does what it seems to.
 */
public final class Settings {

    private static final String PREFIX = "PARLEY_";

    private final Map<String, SettingKey<?>> known;
    private final Map<String, String> values;

    private Settings(Map<String, SettingKey<?>> known, Map<String, String> values) {
        this.known = known;
        this.values = values;
    }

    /**
     * Reads a properties file (UTF-8) and the {@code PARLEY_*} variables of an environment.
     *
     * @param file null when there is none
     * @throws InvalidSettingException if the file can't be read, or if either sets a key that is not known
     */
    public static Settings load(Path file, Map<String, String> environment, Collection<SettingKey<?>> known) {
        Map<String, SettingKey<?>> byName = byName(known);
        Map<String, String> values = file == null ? new HashMap<>() : read(file);
        requireKnown(byName, values);
        Map<String, SettingKey<?>> byVariable = new LinkedHashMap<>();
        byName.values().forEach(key -> byVariable.put(key.variable(), key));
        environment.forEach((variable, value) -> {
            if (variable.startsWith(PREFIX) && !value.isBlank()) {
                SettingKey<?> key = byVariable.get(variable);
                if (key == null) {
                    throw unknown(variable, byVariable);
                }
                values.put(key.name(), value.strip());
            }
        });
        return new Settings(byName, Map.copyOf(values));
    }

    /**
     * As {@link #load}, but passes over keys that are not known: to find out from what is told which others there are.
     *
     * @throws InvalidSettingException if the file can't be read
     */
    public static Settings loadKnown(Path file, Map<String, String> environment, Collection<SettingKey<?>> known) {
        Map<String, SettingKey<?>> byName = byName(known);
        Map<String, String> values = file == null ? new HashMap<>() : read(file);
        values.keySet().retainAll(byName.keySet());
        Set<String> variables =
                byName.values().stream().map(SettingKey::variable).collect(Collectors.toSet());
        Map<String, String> variablesKnown = new HashMap<>(environment);
        variablesKnown.keySet().retainAll(variables);
        Settings told = load(null, variablesKnown, known);
        values.putAll(told.values);
        return new Settings(byName, Map.copyOf(values));
    }

    /**
     * Takes values that are at hand.
     *
     * @param values by the names of their keys
     * @throws InvalidSettingException if one has a key that is not known
     */
    public static Settings of(Map<String, String> values, Collection<SettingKey<?>> known) {
        Map<String, SettingKey<?>> byName = byName(known);
        requireKnown(byName, values);
        return new Settings(byName, Map.copyOf(values));
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
     * The value of a key, or its default, or nothing.
     *
     * @throws InvalidSettingException if it is not well-formed
     */
    public <T> Optional<T> find(SettingKey<T> key) {
        if (!known.containsKey(key.name())) {
            throw new IllegalStateException(key.name() + " is read but was not declared as known");
        }
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

    /** What was set of these keys, as it was written: for another process, which has the same defaults. */
    public Map<String, String> written(Collection<SettingKey<?>> keys) {
        Map<String, String> written = new HashMap<>(values);
        written.keySet().retainAll(keys.stream().map(SettingKey::name).toList());
        return Map.copyOf(written);
    }

    private Optional<String> text(SettingKey<?> key) {
        return Optional.ofNullable(values.get(key.name())).or(key::defaultText);
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

    private static Map<String, SettingKey<?>> byName(Collection<SettingKey<?>> known) {
        Map<String, SettingKey<?>> byName = new LinkedHashMap<>();
        known.forEach(key -> byName.put(key.name(), key));
        return byName;
    }

    private static void requireKnown(Map<String, SettingKey<?>> known, Map<String, String> values) {
        for (String name : values.keySet()) {
            if (!known.containsKey(name)) {
                throw unknown(name, known);
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
