package io.parley.runtime.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Finds the key that a name or a variable stands for: a key itself, the file that holds a secret one, or a member of a
 * family.
 */
final class KnownKeys {

    /** Follows the name of a secret key where the value is the file that holds the secret. */
    static final String FILE = "-file";

    private static final String FILE_VARIABLE = "_FILE";

    private final Map<String, SettingKey<?>> keys = new LinkedHashMap<>();
    private final Map<String, String> secrets = new HashMap<>();
    private final Map<String, String> byVariable = new LinkedHashMap<>();
    private final Map<String, SettingKey<?>> variables = new LinkedHashMap<>();
    private final List<SettingFamily> families = new ArrayList<>();

    KnownKeys(Collection<SettingKey<?>> known) {
        for (SettingKey<?> key : known) {
            keys.put(key.name(), key);
            if (key instanceof SettingFamily family) {
                families.add(family);
                continue;
            }
            byVariable.put(key.variable(), key.name());
            variables.put(key.variable(), key);
            if (key.isSecret()) {
                secrets.put(key.name() + FILE, key.name());
                byVariable.put(key.variable() + FILE_VARIABLE, key.name() + FILE);
                variables.put(key.variable() + FILE_VARIABLE, key);
            }
        }
    }

    /** Whether this key was declared. */
    boolean declares(SettingKey<?> key) {
        return keys.containsKey(key.name());
    }

    /** Whether something may be set by this name. */
    boolean knows(String name) {
        return (keys.containsKey(name) && !(keys.get(name) instanceof SettingFamily))
                || secrets.containsKey(name)
                || families.stream().anyMatch(family -> family.contains(name));
    }

    /** The name that a variable sets. */
    Optional<String> nameOf(String variable) {
        return Optional.ofNullable(byVariable.get(variable))
                .or(() -> families.stream()
                        .flatMap(family -> family.keyOf(variable).stream())
                        .findFirst());
    }

    /** Returns the keys by name, for the error of an unknown one. */
    Map<String, SettingKey<?>> byName() {
        return keys;
    }

    /** Returns the keys by variable, for the error of an unknown one. */
    Map<String, SettingKey<?>> byVariable() {
        return variables;
    }

    /** The name that sets the same otherwise: the secret to its file, and the file to its secret. */
    Optional<String> otherNameOf(String name) {
        return secretIn(name).or(() -> isSecret(name) ? Optional.of(name + FILE) : Optional.empty());
    }

    /**
     * Values with each secret in place of the file that holds it.
     *
     * @throws InvalidSettingException if a file can't be read or is empty, or a secret is set both ways
     */
    Map<String, String> withSecrets(Map<String, String> values) {
        Map<String, String> complete = new HashMap<>(values);
        values.forEach((name, file) -> secretIn(name).ifPresent(secret -> {
            complete.remove(name);
            if (file.isEmpty()) {
                return;
            }
            if (!values.getOrDefault(secret, "").isEmpty()) {
                throw new InvalidSettingException(secret + ", " + name + ": both are set (expected: one of them)");
            }
            complete.put(secret, secret(name, file));
        }));
        return Map.copyOf(complete);
    }

    /** The secret that is in the file which this name sets. */
    private Optional<String> secretIn(String name) {
        if (secrets.containsKey(name)) {
            return Optional.of(secrets.get(name));
        }
        if (!name.endsWith(FILE)) {
            return Optional.empty();
        }
        String held = name.substring(0, name.length() - FILE.length());
        return isSecretMember(held) ? Optional.of(held) : Optional.empty();
    }

    private boolean isSecret(String name) {
        return secrets.containsKey(name + FILE) || isSecretMember(name);
    }

    private boolean isSecretMember(String name) {
        return families.stream().anyMatch(family -> family.isSecret(name));
    }

    private static String secret(String name, String file) {
        try {
            String content = Files.readString(Path.of(file)).strip();
            if (content.isEmpty()) {
                throw new InvalidSettingException(name + ": " + file + " (expected: a file that isn't empty)");
            }
            return content;
        } catch (IOException | InvalidPathException e) {
            throw new InvalidSettingException(
                    name + ": " + file + " (expected: a readable file in UTF-8 that holds the secret; " + e + ")", e);
        }
    }
}
