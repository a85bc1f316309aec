package io.parley.bench.compare;

import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import io.parley.schemas.Topics;
import io.parley.topologies.ConversationEngine;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.CloseOptions;
import org.apache.kafka.streams.CloseOptions.GroupMembershipOperation;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.StreamsBuilder;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.kstream.Consumed;
import org.apache.kafka.streams.kstream.Produced;

import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** One exactly-once step that copies bytes, and nothing else: no Avro, no state, no interceptors. */
final class BareCourse implements Course {

    private static final Duration STOP_PATIENCE = Duration.ofSeconds(20);

    private final BenchLog log;
    private final Chats chats;
    private final Path stateDir;
    private final Topics topics;

    /** Makes its two topics, set up as those for commands and events. */
    BareCourse(BenchLog log, Chats chats, Path stateDir) throws Exception {
        this.log = log;
        this.chats = chats;
        this.stateDir = stateDir;
        this.topics = Chats.topics("bare.");
        log.create(List.of(topics.commands(), topics.events()));
    }

    @Override
    public AutoCloseable start() {
        KafkaStreams streams = new KafkaStreams(copy(), new StreamsConfig(settings()));
        streams.start();
        return () -> {
            boolean stopped = streams.close(CloseOptions.timeout(STOP_PATIENCE)
                    .withGroupMembershipOperation(GroupMembershipOperation.LEAVE_GROUP));
            if (!stopped) {
                throw new IllegalStateException("the bare step did not stop within " + STOP_PATIENCE);
            }
        };
    }

    @Override
    public LogReader end() {
        return log.read(topics.events());
    }

    @Override
    public ProducerRecord<byte[], byte[]> message(int number) {
        return chats.message(topics, number);
    }

    @Override
    public void check(List<byte[]> values, int messages) {
        chats.check(topics.commands(), values, messages, command -> command.getCommandId());
    }

    private Topology copy() {
        StreamsBuilder builder = new StreamsBuilder();
        builder.stream(
                        topics.commands().name(),
                        Consumed.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("read"))
                .to(
                        topics.events().name(),
                        Produced.with(Serdes.ByteArray(), Serdes.ByteArray()).withName("write"));
        return builder.build();
    }

    /** Those of the conversation application, but under another name. */
    private Map<String, Object> settings() {
        Map<String, Object> settings =
                new HashMap<>(ConversationEngine.settings(log.settings(topics, stateDir, Map.of()), chats.registry()));
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bare.step");
        return settings;
    }
}
