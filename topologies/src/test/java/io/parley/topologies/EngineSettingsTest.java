package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.engine.RecordAges;
import io.parley.topologies.engine.RocksDbMemory;
import io.parley.topologies.failure.DeadLetters;
import io.parley.topologies.failure.GivenUpMeters;
import io.parley.topologies.failure.LetterMeters;
import io.parley.topologies.failure.MissingTopics;
import io.parley.topologies.failure.SendFailures;
import org.apache.kafka.streams.StreamsConfig;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EngineSettingsTest {

    private static final Map<String, String> REQUIRED = Map.of(
            "kafka.bootstrap-servers", "broker:9092", "registry.url", "http://registry:8081", "streams.state-dir", "x");

    @Test
    void shouldTakeTheEnginesOwnCheckForEachGuarantee() {
        for (Guarantee guarantee : Guarantee.values()) {
            // When
            StreamsConfig engine = new StreamsConfig(engine(guarantee, Map.of()));

            // Then
            assertThat(engine.getString(StreamsConfig.APPLICATION_ID_CONFIG)).isEqualTo("parley.test");
            assertThat(engine.getMainConsumerConfigs("group", "client", 1))
                    .containsEntry("session.timeout.ms", 6_000)
                    .containsEntry("heartbeat.interval.ms", 1_500)
                    .containsEntry("auto.offset.reset", "earliest")
                    .containsEntry("interceptor.classes", RecordAges.OfReceived.class.getName());
        }
    }

    @Test
    void shouldReachEveryClientOfTheEngineWhenBrokersWantALogin() {
        for (Guarantee guarantee : Guarantee.values()) {
            // When
            StreamsConfig engine = new StreamsConfig(engine(
                    guarantee,
                    Map.of("kafka.client.security.protocol", "SASL_SSL", "kafka.client.sasl.jaas.config", "hush;")));

            // Then
            assertThat(List.of(
                            engine.getMainConsumerConfigs("group", "client", 1),
                            engine.getRestoreConsumerConfigs("client"),
                            engine.getGlobalConsumerConfigs("client"),
                            engine.getProducerConfigs("client"),
                            engine.getAdminConfigs("client")))
                    .allSatisfy(client -> assertThat(client)
                            .containsEntry("security.protocol", "SASL_SSL")
                            .containsEntry("sasl.jaas.config", "hush;"));
        }
    }

    @Test
    void shouldBoundTheStallAfterAKillWhenExactlyOnce() {
        // When
        StreamsConfig engine = new StreamsConfig(engine(Guarantee.EXACTLY_ONCE, Map.of()));

        // Then
        assertThat(engine.getString(StreamsConfig.PROCESSING_GUARANTEE_CONFIG)).isEqualTo("exactly_once_v2");
        assertThat(engine.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(250);
        assertThat(engine.getProducerConfigs("client")).containsEntry("transaction.timeout.ms", 4_000);
    }

    @Test
    void shouldTryTheFirstSendAfterACommitAgainSoonWhenExactlyOnce() {
        // When
        StreamsConfig engine = new StreamsConfig(engine(Guarantee.EXACTLY_ONCE, Map.of()));

        // Then
        assertThat(engine.getProducerConfigs("client")).containsEntry("retry.backoff.ms", 20L);
    }

    @Test
    void shouldSendRecordsWithoutAWaitUnderEveryGuarantee() {
        for (Guarantee guarantee : Guarantee.values()) {
            // When
            StreamsConfig engine = new StreamsConfig(engine(guarantee, Map.of()));

            // Then
            assertThat(engine.getProducerConfigs("client"))
                    .as(guarantee.toString())
                    .containsEntry("linger.ms", 0);
        }
    }

    @Test
    void shouldGiveUpABrokerThatAnswersNothingSoon() {
        for (Guarantee guarantee : Guarantee.values()) {
            // When
            StreamsConfig engine = new StreamsConfig(engine(guarantee, Map.of()));

            // Then
            assertThat(engine.getProducerConfigs("client")).containsEntry("request.timeout.ms", 5_000);
            assertThat(engine.getAdminConfigs("client")).containsEntry("request.timeout.ms", 5_000);
            assertThat(List.of(
                            engine.getMainConsumerConfigs("group", "client", 1),
                            engine.getRestoreConsumerConfigs("client"),
                            engine.getGlobalConsumerConfigs("client"),
                            engine.getProducerConfigs("client"),
                            engine.getAdminConfigs("client")))
                    .allSatisfy(client -> assertThat(client).containsEntry("reconnect.backoff.max.ms", 500));
            assertThat(List.of(
                            engine.getMainConsumerConfigs("group", "client", 1),
                            engine.getRestoreConsumerConfigs("client")))
                    .allSatisfy(consumer -> assertThat(consumer)
                            .containsEntry("request.timeout.ms", 10_000)
                            .containsEntry("default.api.timeout.ms", 10_000));
        }
    }

    @Test
    void shouldNotBlockLongWhenAtLeastOnce() {
        // When
        StreamsConfig engine = new StreamsConfig(engine(Guarantee.AT_LEAST_ONCE, Map.of()));

        // Then
        assertThat(engine.getLong(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG)).isEqualTo(500);
        assertThat(engine.getProducerConfigs("client")).containsEntry("max.block.ms", 2_000L);
    }

    @Test
    void shouldWaitForBrokersForAsLongAsThePartitionsAreItsOwnWhenAtLeastOnce() {
        // When
        StreamsConfig engine = new StreamsConfig(engine(Guarantee.AT_LEAST_ONCE, Map.of()));

        // Then
        Object interval = engine.getMainConsumerConfigs("group", "client", 1).get("max.poll.interval.ms");
        assertThat(engine.getProducerConfigs("client")).containsEntry("delivery.timeout.ms", 240_000);
        assertThat(interval).as("set to the default, or not at all").isIn(null, 300_000, "300000");
    }

    @Test
    void shouldKeepWhatItKnowsOfTheBrokersWhileNoneCanBeReached() {
        for (Guarantee guarantee : Guarantee.values()) {
            // When
            StreamsConfig engine = new StreamsConfig(engine(guarantee, Map.of()));

            // Then
            assertThat(engine.getProducerConfigs("client")).containsEntry("metadata.recovery.strategy", "none");
            assertThat(engine.getMainConsumerConfigs("group", "client", 1))
                    .containsEntry("metadata.recovery.strategy", "none");
            assertThat(engine.getRestoreConsumerConfigs("client")).containsEntry("metadata.recovery.strategy", "none");
            assertThat(engine.getAdminConfigs("client")).containsEntry("metadata.recovery.strategy", "none");
        }
    }

    @Test
    void shouldReadAheadOfTheCommitIfAllowedUnlessConfiguredOtherwise() {
        assertThat(isolation(Guarantee.AHEAD_OF_COMMIT, Map.of())).isEqualTo("read_uncommitted");
        assertThat(isolation(Guarantee.AHEAD_OF_COMMIT, Map.of("streams.ahead-of-commit", "false")))
                .isEqualTo("read_committed");
        assertThat(isolation(Guarantee.AT_LEAST_ONCE, Map.of())).isEqualTo("read_committed");
        assertThat(isolation(Guarantee.EXACTLY_ONCE, Map.of())).isEqualTo("read_committed");
    }

    @Test
    void shouldKeepAStandbyWhenTopicsHaveCopies() {
        assertThat(new StreamsConfig(engine(Guarantee.EXACTLY_ONCE, Map.of()))
                        .getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
                .isZero();
        assertThat(new StreamsConfig(engine(Guarantee.EXACTLY_ONCE, Map.of("topics.replication", "3")))
                        .getInt(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG))
                .isEqualTo(1);
    }

    @Test
    void shouldNameEachThreadWhenTheProcessHasAName() {
        // When
        Map<String, String> named = Map.of("streams.group-instance-id", "seq-1");
        StreamsConfig engine = new StreamsConfig(engine(Guarantee.EXACTLY_ONCE, named));

        // Then
        assertThat(engine.getMainConsumerConfigs("group", "client", 2)).containsEntry("group.instance.id", "seq-1-2");
    }

    @Test
    void shouldNameKeyValueAndExpectationWhenASettingMakesNoSense() {
        assertThatThrownBy(() -> engine(Guarantee.EXACTLY_ONCE, Map.of("streams.threads", "0")))
                .hasMessage("streams.threads: 0 (expected: 1 to 256)");
        assertThatThrownBy(() -> engine(Guarantee.EXACTLY_ONCE, Map.of("streams.rocksdb-memory", "1KiB")))
                .hasMessage("streams.rocksdb-memory: 1KiB (expected: 4MiB or more)");
    }

    @Test
    void shouldListAllApplicationsWhenOneIsUnknown() {
        assertThatThrownBy(() -> Applications.named("conversasion"))
                .hasMessageStartingWith("application: conversasion (expected: one of conversation");
    }

    private static Object isolation(Guarantee guarantee, Map<String, String> extra) {
        return new StreamsConfig(engine(guarantee, extra))
                .getMainConsumerConfigs("group", "client", 1)
                .get("isolation.level");
    }

    private static Map<String, Object> engine(Guarantee guarantee, Map<String, String> extra) {
        Application application = new Application("test", guarantee, List.of(), (topics, serdes, settings) -> null);
        Map<String, String> values = new HashMap<>(REQUIRED);
        values.putAll(extra);
        ApplicationConfig config = ApplicationSettings.read(Settings.of(values, application.keys()));
        assertThat(config.catalogue().prefix()).isEqualTo(CatalogueConfig.DEFAULT_PREFIX);
        Topics topics = new Topics(config.catalogue());
        SimpleMeterRegistry meters = new SimpleMeterRegistry();
        DeadLetters deadLetters = new DeadLetters(
                "test",
                topics,
                new AvroSerdes(new LocalSchemaRegistry()),
                new LetterMeters("test", Optional::of, List.of(), meters));
        try (RocksDbMemory memory = new RocksDbMemory(config.stores().rocksDbMemory())) {
            return EngineSettings.of(
                    application,
                    config,
                    deadLetters,
                    new SendFailures(
                            application.guarantee().isTransactional(),
                            topics,
                            new MissingTopics(System::nanoTime),
                            deadLetters,
                            new GivenUpMeters("test", Optional::of, meters)),
                    new RecordAges("test", Optional::of, Clock.systemUTC(), meters),
                    memory);
        }
    }
}
