package io.parley.runtime.config;

import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.kafka.ClientProperties;
import io.parley.runtime.registry.RegistryAccess;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.schemas.CatalogueConfig;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** The keys that every process of an installation has, and what is read from them. */
public final class InstallationSettings {

    private static final String MOST_PARTITIONS = "10000";

    public static final SettingKey<String> BOOTSTRAP_SERVERS = SettingKey.text(
            "kafka.bootstrap-servers", "the Kafka brokers for the first contact, host:port with commas between them");

    public static final SettingFamily KAFKA_CLIENT = SettingFamily.of(
            "kafka.client.",
            "a property of every Kafka client of the process, as Kafka names it, such as"
                    + " kafka.client.security.protocol: encryption and login",
            "a value as Kafka expects it",
            ClientProperties::isSecret,
            ClientProperties::objection);

    public static final SettingKey<URI> REGISTRY_URL = SettingKey.uri(
                    "registry.url",
                    "the URL of the schema registry's Confluent REST API; of Apicurio that is …/apis/ccompat/v7")
            .checked(InstallationSettings::isHttp, "an http or https URL");
    public static final SettingKey<Duration> REGISTRY_TIMEOUT = SettingKey.duration(
                    "registry.timeout", "how long one request to the schema registry may take")
            .moreThan("0s")
            .withDefault("5s");
    public static final SettingKey<Duration> REGISTRY_PATIENCE = SettingKey.duration(
                    "registry.patience", "how long a schema registry that doesn't answer is waited for at a time")
            .atLeast("0s")
            .withDefault("1m");

    public static final SettingKey<String> REGISTRY_USERNAME = SettingKey.text(
                    "registry.username",
                    "the user for the schema registry, by HTTP basic authentication; without it requests are anonymous")
            .optional();
    public static final SettingKey<String> REGISTRY_PASSWORD = SettingKey.text(
                    "registry.password", "the password of registry.username")
            .optional()
            .secret();
    public static final SettingKey<String> REGISTRY_TOKEN = SettingKey.text(
                    "registry.token", "an HTTP bearer token for the schema registry, in place of user and password")
            .optional()
            .secret();

    private static final TlsKeys REGISTRY_TLS = TlsKeys.of("registry.tls", "the schema registry");

    public static final SettingKey<Path> REGISTRY_TLS_TRUSTED = REGISTRY_TLS.trusted();
    public static final SettingKey<Path> REGISTRY_TLS_CERTIFICATE = REGISTRY_TLS.certificate();
    public static final SettingKey<Path> REGISTRY_TLS_KEY = REGISTRY_TLS.key();

    /** Of the process rather than of the installation: each is known to the registry by its own. */
    public static final List<SettingKey<?>> REGISTRY_ACCESS = List.of(
            REGISTRY_USERNAME,
            REGISTRY_PASSWORD,
            REGISTRY_TOKEN,
            REGISTRY_TLS_TRUSTED,
            REGISTRY_TLS_CERTIFICATE,
            REGISTRY_TLS_KEY);

    public static final SettingKey<String> TOPICS_PREFIX = SettingKey.text(
                    "topics.prefix", "the prefix of every topic's name")
            .matching("[A-Za-z0-9._-]{0,64}", "up to 64 characters of A-Z a-z 0-9 . _ -")
            .withDefault(CatalogueConfig.DEFAULT_PREFIX);
    public static final SettingKey<Integer> CONVERSATION_PARTITIONS = SettingKey.integer(
                    "topics.conversation-partitions",
                    "partitions of the topics keyed by conversation, fixed for an installation's life; 256 at 35,000"
                            + " messages a second")
            .between("1", MOST_PARTITIONS)
            .withDefault("4");
    public static final SettingKey<Integer> USER_PARTITIONS = SettingKey.integer(
                    "topics.user-partitions",
                    "partitions of the topics keyed by user, fixed for an installation's life; 128 at 35,000 messages"
                            + " a second")
            .between("1", MOST_PARTITIONS)
            .withDefault("4");
    public static final SettingKey<Integer> REPLICATION = SettingKey.integer(
                    "topics.replication", "copies of each partition: 3, or 1 on a single broker")
            .between("1", "32767")
            .withDefault("1");
    public static final SettingKey<Duration> EVENT_RETENTION = SettingKey.duration(
                    "topics.event-retention", "how long commands and events are kept in the log")
            .moreThan("0s")
            .withDefault("7d");
    public static final SettingKey<Duration> SIGN_IN_RETENTION = SettingKey.duration(
                    "topics.sign-in-retention",
                    "how long it is kept who signed in when and from which address; setup sets it when it makes the topic")
            .atLeast("1m")
            .withDefault("90d");

    /** All of the above. */
    public static final List<SettingKey<?>> KEYS = SettingKey.declaredBy(InstallationSettings.class);

    private InstallationSettings() {}

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static Brokers brokers(Settings settings) {
        return new Brokers(settings.get(BOOTSTRAP_SERVERS), settings.get(KAFKA_CLIENT));
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static CatalogueConfig catalogue(Settings settings) {
        return new CatalogueConfig(
                settings.find(TOPICS_PREFIX).orElse(""),
                settings.get(CONVERSATION_PARTITIONS),
                settings.get(USER_PARTITIONS),
                settings.get(REPLICATION).shortValue(),
                settings.get(EVENT_RETENTION),
                settings.get(SIGN_IN_RETENTION));
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static RegistryConfig registry(Settings settings) {
        return new RegistryConfig(
                settings.get(REGISTRY_URL),
                settings.get(REGISTRY_TIMEOUT),
                settings.get(REGISTRY_PATIENCE),
                access(settings));
    }

    /** @throws IllegalArgumentException naming the key, the value and what was expected */
    public static RegistryAccess access(Settings settings) {
        return new RegistryAccess(
                settings.find(REGISTRY_USERNAME),
                settings.find(REGISTRY_PASSWORD),
                settings.find(REGISTRY_TOKEN),
                REGISTRY_TLS.read(settings));
    }

    private static boolean isHttp(URI url) {
        return url.getScheme() != null && url.getScheme().matches("https?");
    }
}
