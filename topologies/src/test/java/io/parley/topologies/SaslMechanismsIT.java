package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.kafka.BrokersRefuseException;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.servers.KafkaBroker;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringDeserializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/**
 * Every kind of client as {@code kafka.client.*} sets it, on a broker that wants SCRAM or a token of an identity provider:
 * admin, producer, consumer, and those of Kafka Streams.
 */
class SaslMechanismsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String ALLOWED_URLS = "org.apache.kafka.sasl.oauthbearer.allowed.urls";
    private static final String ROOT =
            "org.apache.kafka.common.security.plain.PlainLoginModule required username=\"root\""
                    + " password=\"root-password\"";
    private static final String SCRAM = "SCRAM-SHA-512";
    private static final String OAUTH = "OAUTHBEARER";
    private static final String USER = "parley";
    private static final String PASSWORD = "password-5b21";
    private static final String WRONG = "guessed-0d5c";

    /** Its tokens are for another service. */
    private static final String STRANGER = "stranger";

    @TempDir
    private static Path folder;

    private static String allowedBefore;
    private static IdentityProvider provider;
    private static KafkaBroker broker;

    @BeforeAll
    static void start() throws Exception {
        provider = new IdentityProvider(Map.of(
                USER, new IdentityProvider.Client(PASSWORD, "kafka"),
                STRANGER, new IdentityProvider.Client(PASSWORD, "another")));
        allowedBefore = System.setProperty(ALLOWED_URLS, provider.tokenUrl() + "," + provider.keysUrl());
        broker = RealServers.get()
                .newBroker(new KafkaBroker.Config(folder.resolve("broker"), 0, "SASL_PLAINTEXT", brokerProperties()));
        broker.start();
        makeUser();
    }

    @AfterAll
    static void stop() {
        if (broker != null) {
            broker.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (allowedBefore == null) {
            System.clearProperty(ALLOWED_URLS);
        } else {
            System.setProperty(ALLOWED_URLS, allowedBefore);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {SCRAM, OAUTH})
    void shouldPassRecordsThroughEveryKindOfClient(String mechanism) throws Exception {
        // Given
        SchemaRegistry registry = new LocalSchemaRegistry();
        Settings settings = settings(mechanism, USER, PASSWORD);
        Brokers brokers = InstallationSettings.brokers(settings);
        Topics topics = new Topics(InstallationSettings.catalogue(settings));
        AvroSerdes serdes = new AvroSerdes(registry);
        try (Admin admin = Admin.create(brokers.properties())) {
            admin.createTopics(topics.all().stream().map(Topic::toNewTopic).toList())
                    .all()
                    .get();
        }
        String group = Commands.group(1);

        try (StreamsApplication application = new StreamsApplication(
                        Applications.CONVERSATION, settings, registry, new SimpleMeterRegistry());
                KafkaProducer<String, byte[]> producer =
                        new KafkaProducer<>(brokers.properties(), new StringSerializer(), new ByteArraySerializer());
                KafkaConsumer<String, Event> events = new KafkaConsumer<>(
                        brokers.properties(),
                        new StringDeserializer(),
                        serdes.value(topics.events()).deserializer())) {
            // When
            application.start();
            producer.send(new ProducerRecord<>(
                            topics.commands().name(),
                            topics.commands().partitionOf(group),
                            group,
                            encoded(serdes, topics.commands(), Commands.createGroup(group, "alice", "c"))))
                    .get();

            // Then
            TopicPartition partition =
                    new TopicPartition(topics.events().name(), topics.events().partitionOf(group));
            events.assign(List.of(partition));
            events.seekToBeginning(List.of(partition));
            List<Event> read = new ArrayList<>();
            await().atMost(PATIENCE).until(() -> {
                for (ConsumerRecord<String, Event> one : events.poll(Duration.ofMillis(100))) {
                    read.add(one.value());
                }
                return !read.isEmpty();
            });
            assertThat(read)
                    .singleElement()
                    .satisfies(event -> assertThat(event.getSequence()).isEqualTo(1));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                SCRAM + "; " + USER + "; " + WRONG + "; refuse the login of this process",
                SCRAM + "; nobody; " + PASSWORD + "; refuse the login of this process",
                OAUTH + "; " + STRANGER + "; " + PASSWORD + "; refuse the login of this process",
                OAUTH + "; " + USER + "; " + WRONG + "; can't get what it logs in with",
            })
    void shouldSayInOneLineThatTheLoginIsRefused(String mechanism, String user, String password, String line)
            throws Exception {
        // Given
        try (StreamsApplication application = new StreamsApplication(
                Applications.CONVERSATION,
                settings(mechanism, user, password),
                new LocalSchemaRegistry(),
                new SimpleMeterRegistry())) {
            // Then
            assertThatThrownBy(application::start)
                    .isInstanceOf(BrokersRefuseException.class)
                    .hasMessageStartingWith("the brokers at " + broker.bootstrapServers())
                    .hasMessageContaining(line)
                    .hasMessageNotContaining("\n")
                    .hasMessageNotContaining(password);
        }
    }

    private static byte[] encoded(AvroSerdes serdes, Topic<Command> topic, Command command) {
        return serdes.value(topic).serializer().serialize(topic.name(), command);
    }

    private static Settings settings(String mechanism, String user, String password) throws Exception {
        Map<String, String> set = new HashMap<>();
        set.put("kafka.bootstrap-servers", broker.bootstrapServers());
        set.put("registry.url", "http://none");
        set.put("topics.prefix", mechanism.toLowerCase(Locale.ROOT) + ".");
        set.put("topics.conversation-partitions", "2");
        set.put("topics.user-partitions", "2");
        set.put("streams.state-dir", folder.resolve("state-" + mechanism).toString());
        set.put("kafka.client.security.protocol", "SASL_PLAINTEXT");
        set.put("kafka.client.sasl.mechanism", mechanism);
        if (mechanism.equals(SCRAM)) {
            set.put(
                    "kafka.client.sasl.jaas.config",
                    "org.apache.kafka.common.security.scram.ScramLoginModule required username=\"" + user
                            + "\" password=\"" + password + "\";");
        } else {
            Path secret = Files.writeString(folder.resolve("secret-of-" + user + password.length()), password + "\n");
            set.put(
                    "kafka.client.sasl.jaas.config",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
            set.put(
                    "kafka.client.sasl.login.callback.handler.class",
                    "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginCallbackHandler");
            set.put("kafka.client.sasl.oauthbearer.token.endpoint.url", provider.tokenUrl());
            set.put("kafka.client.sasl.oauthbearer.client.credentials.client.id", user);
            set.put("kafka.client.sasl.oauthbearer.client.credentials.client.secret-file", secret.toString());
        }
        return Settings.of(set, Applications.CONVERSATION.keys());
    }

    private static Map<String, String> brokerProperties() {
        String listener = "listener.name.sasl_plaintext.";
        Map<String, String> properties = new HashMap<>();
        properties.put("sasl.enabled.mechanisms", "PLAIN," + SCRAM + "," + OAUTH);
        properties.put("sasl.mechanism.inter.broker.protocol", "PLAIN");
        properties.put(listener + "plain.sasl.jaas.config", ROOT + " user_root=\"root-password\";");
        properties.put(
                listener + "scram-sha-512.sasl.jaas.config",
                "org.apache.kafka.common.security.scram.ScramLoginModule required;");
        properties.put(
                listener + "oauthbearer.sasl.jaas.config",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerLoginModule required;");
        properties.put(
                listener + "oauthbearer.sasl.server.callback.handler.class",
                "org.apache.kafka.common.security.oauthbearer.OAuthBearerValidatorCallbackHandler");
        properties.put("sasl.oauthbearer.jwks.endpoint.url", provider.keysUrl());
        properties.put("sasl.oauthbearer.expected.audience", "kafka");
        properties.put("sasl.oauthbearer.expected.issuer", IdentityProvider.ISSUER);
        return properties;
    }

    private static void makeUser() throws Exception {
        Map<String, Object> root = Map.of(
                "bootstrap.servers",
                broker.bootstrapServers(),
                "security.protocol",
                "SASL_PLAINTEXT",
                "sasl.mechanism",
                "PLAIN",
                "sasl.jaas.config",
                ROOT + ";");
        try (Admin admin = Admin.create(root)) {
            admin.alterUserScramCredentials(List.of(new UserScramCredentialUpsertion(
                            USER, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4_096), PASSWORD)))
                    .all()
                    .get();
            // Until the broker knows it as well as the controller.
            await().atMost(PATIENCE)
                    .until(() ->
                            admin.describeUserScramCredentials().users().get().contains(USER));
        }
    }
}
