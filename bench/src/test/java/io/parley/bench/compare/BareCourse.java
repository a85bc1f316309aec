package io.parley.bench.compare;

import io.parley.bench.log.BenchLog;
import io.parley.bench.log.LogReader;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
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

    /** Those of the sequencer, as far as they matter to a step without state. */
    private Map<String, Object> settings() {
        Map<String, Object> settings = new HashMap<>();
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, "bare.step");
        settings.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, log.bootstrapServers());
        settings.put(StreamsConfig.STATE_DIR_CONFIG, stateDir.toString());
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, 50L);
        settings.put(StreamsConfig.POLL_MS_CONFIG, 5L);
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, 1);
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, 1);
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
        settings.put(StreamsConfig.consumerPrefix(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG), "earliest");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.ACKS_CONFIG), "all");
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.LINGER_MS_CONFIG), 0);
        settings.put(StreamsConfig.producerPrefix(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG), 4_000);
        return settings;
    }
}
