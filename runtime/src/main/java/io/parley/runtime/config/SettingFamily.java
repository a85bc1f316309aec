package io.parley.runtime.config;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.function.Predicate;

/**
 * Declares all keys that begin alike and whose rest others define, as Kafka does the properties of its clients:
 *
 * <pre>
 *  kafka.client.security.protocol   is the member security.protocol of the family kafka.client.*
 *  PARLEY_KAFKA_CLIENT_SECURITY_PROTOCOL   is the same, with a dot for each underscore
 * </pre>
 *
 * Its value is a map, by what comes after the common beginning; empty where none of them is set. Members that are
 * secret are never shown, and a file may hold them, as for every other key.
 */
public final class SettingFamily extends SettingKey<Map<String, String>> {

    private static final String ANY = "*";
    private static final String FILE_OF_VARIABLE = ".file";

    private final String beginning;
    private final String variableBeginning;
    private final Predicate<String> secret;
    private final Function<String, Optional<String>> objection;

    private SettingFamily(
            String beginning,
            String meaning,
            String expectation,
            Predicate<String> secret,
            Function<String, Optional<String>> objection) {
        super(
                beginning + ANY,
                null,
                meaning,
                SettingForm.of(expectation, text -> {
                    throw new IllegalArgumentException("a family has no value of its own");
                }),
                null,
                true,
                false);
        this.beginning = beginning;
        this.variableBeginning = variable(beginning);
        this.secret = secret;
        this.objection = objection;
    }

    /**
     * A family.
     *
     * @param beginning with the dot at its end, such as {@code kafka.client.}
     * @param secret whether the value of a member is never shown
     * @param objection why a member can't be set, as what is expected in its place; empty for one that can
     */
    public static SettingFamily of(
            String beginning,
            String meaning,
            String expectation,
            Predicate<String> secret,
            Function<String, Optional<String>> objection) {
        return new SettingFamily(beginning, meaning, expectation, secret, objection);
    }

    /** The whole key of a member. */
    public String key(String member) {
        return beginning + member;
    }

    /** Whether this is the key of one of its members. */
    public boolean contains(String key) {
        return key.startsWith(beginning) && key.length() > beginning.length();
    }

    /** Whether this is the key of a member whose value is never shown. */
    public boolean isSecret(String key) {
        return contains(key) && secret.test(key.substring(beginning.length()));
    }

    /** The key that a variable sets, such as {@code PARLEY_KAFKA_CLIENT_SASL_JAAS_CONFIG_FILE}; empty if none. */
    Optional<String> keyOf(String variable) {
        if (!variable.startsWith(variableBeginning) || variable.length() == variableBeginning.length()) {
            return Optional.empty();
        }
        String member = variable.substring(variableBeginning.length())
                .toLowerCase(Locale.ROOT)
                .replace('_', '.');
        if (member.endsWith(FILE_OF_VARIABLE)) {
            String held = member.substring(0, member.length() - FILE_OF_VARIABLE.length());
            if (secret.test(held)) {
                return Optional.of(key(held) + KnownKeys.FILE);
            }
        }
        return Optional.of(key(member));
    }

    /**
     * Its members among some values.
     *
     * @throws InvalidSettingException if one of them can't be set
     */
    Map<String, String> members(Map<String, String> values) {
        Map<String, String> members = new TreeMap<>();
        values.forEach((key, value) -> {
            if (contains(key) && !value.isEmpty()) {
                String member = key.substring(beginning.length());
                objection.apply(member).ifPresent(expected -> {
                    throw new InvalidSettingException(key + ": " + (secret.test(member) ? "(not shown)" : value)
                            + " (expected: " + expected + ")");
                });
                members.put(member, value);
            }
        });
        return Map.copyOf(members);
    }
}
