package io.parley.runtime.kafka;

import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.Type;

import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Says which properties of Kafka's clients an installation may choose, and which of them are secret. */
public final class ClientProperties {

    /** All that Kafka's own clients know, by name. */
    private static final Map<String, ConfigDef.ConfigKey> KNOWN = known();

    /** Parts of names of secrets, for properties of classes that are plugged into a client. */
    private static final Pattern SECRET = Pattern.compile("password|secret|credential|private|jaas|(^|[.])key$");

    /**
     * Properties that Parley sets, in one client or another: what is never lost, doubled or put out of order rests on
     * it, or how soon a failure is seen.
     */
    private static final Set<String> OWN = Set.of(
            CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG,
            "bootstrap.controllers",
            CommonClientConfigs.CLIENT_ID_CONFIG,
            CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG,
            CommonClientConfigs.REQUEST_TIMEOUT_MS_CONFIG,
            CommonClientConfigs.DEFAULT_API_TIMEOUT_MS_CONFIG,
            CommonClientConfigs.RETRIES_CONFIG,
            CommonClientConfigs.RETRY_BACKOFF_MS_CONFIG,
            CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG,
            CommonClientConfigs.ENABLE_METRICS_PUSH_CONFIG,
            CommonClientConfigs.GROUP_ID_CONFIG,
            CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG,
            CommonClientConfigs.SESSION_TIMEOUT_MS_CONFIG,
            CommonClientConfigs.HEARTBEAT_INTERVAL_MS_CONFIG,
            CommonClientConfigs.MAX_POLL_INTERVAL_MS_CONFIG,
            ConsumerConfig.GROUP_PROTOCOL_CONFIG,
            ConsumerConfig.GROUP_REMOTE_ASSIGNOR_CONFIG,
            ConsumerConfig.PARTITION_ASSIGNMENT_STRATEGY_CONFIG,
            ConsumerConfig.AUTO_OFFSET_RESET_CONFIG,
            ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG,
            ConsumerConfig.AUTO_COMMIT_INTERVAL_MS_CONFIG,
            ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG,
            ConsumerConfig.EXCLUDE_INTERNAL_TOPICS_CONFIG,
            ConsumerConfig.ISOLATION_LEVEL_CONFIG,
            ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG,
            ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG,
            ConsumerConfig.FETCH_MIN_BYTES_CONFIG,
            ConsumerConfig.FETCH_MAX_WAIT_MS_CONFIG,
            ProducerConfig.ACKS_CONFIG,
            ProducerConfig.ENABLE_IDEMPOTENCE_CONFIG,
            ProducerConfig.MAX_IN_FLIGHT_REQUESTS_PER_CONNECTION,
            ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG,
            ProducerConfig.MAX_BLOCK_MS_CONFIG,
            ProducerConfig.LINGER_MS_CONFIG,
            ProducerConfig.BUFFER_MEMORY_CONFIG,
            ProducerConfig.METADATA_MAX_IDLE_CONFIG,
            ProducerConfig.PARTITIONER_CLASS_CONFIG,
            ProducerConfig.PARTITIONER_IGNORE_KEYS_CONFIG,
            ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG,
            ProducerConfig.TRANSACTIONAL_ID_CONFIG,
            ProducerConfig.TRANSACTION_TIMEOUT_CONFIG,
            ProducerConfig.TRANSACTION_TWO_PHASE_COMMIT_ENABLE_CONFIG);

    /** Of classes that are plugged into a client, which nobody knows beforehand. */
    private static final Pattern PLUGGED = Pattern.compile("(ssl|sasl|security|config[.]providers)[.][A-Za-z0-9._-]+");

    /** Characters in a row that are wrong, missing or too many in a name that was meant otherwise. */
    private static final int SLIP = 2;

    private ClientProperties() {}

    /** Why a property can't be chosen, as what is expected in its place; empty for one that can. */
    public static Optional<String> objection(String property) {
        if (OWN.contains(property)) {
            return Optional.of("left out; Parley sets " + property
                    + " of its clients itself, since what it guarantees rests on that");
        }
        if (KNOWN.containsKey(property)) {
            return Optional.empty();
        }
        Optional<String> meant = likeness(property);
        if (meant.isPresent()) {
            return meant;
        }
        return PLUGGED.matcher(property).matches()
                ? Optional.empty()
                : Optional.of(
                        "a property that all of Kafka's clients have, or one of a class plugged into them, which begins"
                                + " with ssl., sasl., security. or config.providers.");
    }

    /** Whether its value is never shown. */
    public static boolean isSecret(String property) {
        ConfigDef.ConfigKey known = KNOWN.get(property);
        return known == null ? SECRET.matcher(property.toLowerCase(Locale.ROOT)).find() : known.type == Type.PASSWORD;
    }

    /** A name that is nearly one of Kafka's is a slip: the client would pass over it, and connect unencrypted. */
    private static Optional<String> likeness(String property) {
        return KNOWN.keySet().stream()
                .filter(known -> isNearly(property, known))
                .min(String::compareTo)
                .map(known -> "a property of Kafka's clients; did you mean " + known + "?");
    }

    /** Whether both are alike but for two characters in a row, or for their separators. */
    private static boolean isNearly(String text, String known) {
        if (letters(text).equals(letters(known))) {
            return true;
        }
        int begin = 0;
        int shorter = Math.min(text.length(), known.length());
        while (begin < shorter && text.charAt(begin) == known.charAt(begin)) {
            begin++;
        }
        int end = 0;
        while (end < shorter - begin
                && text.charAt(text.length() - 1 - end) == known.charAt(known.length() - 1 - end)) {
            end++;
        }
        return text.length() - begin - end <= SLIP && known.length() - begin - end <= SLIP;
    }

    private static String letters(String name) {
        return name.toLowerCase(Locale.ROOT).replaceAll("[._-]", "");
    }

    private static Map<String, ConfigDef.ConfigKey> known() {
        Map<String, ConfigDef.ConfigKey> known = new HashMap<>();
        known.putAll(AdminClientConfig.configDef().configKeys());
        known.putAll(ConsumerConfig.configDef().configKeys());
        known.putAll(ProducerConfig.configDef().configKeys());
        return Map.copyOf(known);
    }
}
