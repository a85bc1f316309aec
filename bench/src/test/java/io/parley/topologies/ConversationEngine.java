package io.parley.topologies;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.Topics;
import io.parley.topologies.engine.RecordAges;
import io.parley.topologies.engine.RocksDbMemory;
import io.parley.topologies.failure.DeadLetters;
import io.parley.topologies.failure.GivenUpMeters;
import io.parley.topologies.failure.LetterMeters;
import io.parley.topologies.failure.MissingTopics;
import io.parley.topologies.failure.SendFailures;
import org.apache.kafka.streams.StreamsConfig;

import java.time.Clock;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The conversation application's engine settings for a step that is compared with it, taken from where its own are
 * made, so that the two can't drift apart. In this package since nobody else is shown them.
 */
public final class ConversationEngine {

    /** What is Parley's own: handlers, and the memory of stores that the step doesn't have. */
    private static final Set<String> OWN = Set.of(
            StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG,
            DeadLetters.KEY,
            StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG,
            SendFailures.KEY,
            StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG,
            RocksDbMemory.KEY,
            RecordAges.KEY);

    private static final String INTERCEPTORS = "interceptor.classes";

    private ConversationEngine() {}

    /** @param values settings of the application, as one would set them */
    public static Map<String, Object> settings(Map<String, String> values, SchemaRegistry registry) {
        Application conversation = Applications.CONVERSATION;
        ApplicationConfig config = ApplicationSettings.read(Settings.of(values, conversation.keys()));
        Topics topics = new Topics(config.catalogue());
        MeterRegistry meters = new SimpleMeterRegistry();
        DeadLetters deadLetters = new DeadLetters(
                conversation.name(),
                topics,
                new AvroSerdes(registry),
                new LetterMeters(conversation.name(), Optional::of, List.of(), meters));
        try (RocksDbMemory memory = new RocksDbMemory(config.stores().rocksDbMemory())) {
            Map<String, Object> settings = new HashMap<>(EngineSettings.of(
                    conversation,
                    config,
                    deadLetters,
                    new SendFailures(
                            conversation.guarantee().isTransactional(),
                            topics,
                            new MissingTopics(System::nanoTime),
                            deadLetters,
                            new GivenUpMeters(conversation.name(), Optional::of, meters)),
                    new RecordAges(conversation.name(), Optional::of, Clock.systemUTC(), meters),
                    memory));
            settings.keySet().removeIf(key -> OWN.contains(key) || key.endsWith(INTERCEPTORS));
            return settings;
        }
    }
}
