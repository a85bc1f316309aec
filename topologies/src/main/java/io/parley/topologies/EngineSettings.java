package io.parley.topologies;

import io.parley.topologies.engine.RecordAges;
import io.parley.topologies.engine.RocksDbMemory;
import io.parley.topologies.failure.DeadLetters;
import io.parley.topologies.failure.PatientSend;
import io.parley.topologies.failure.SendFailures;
import io.parley.topologies.parts.Placement;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.streams.StreamsConfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/** Sets up the engine: the settings that all applications share, and those of each guarantee, each with its reason. */
public final class EngineSettings {

    private static final Duration SESSION_TIMEOUT = Duration.ofSeconds(6);
    private static final Duration HEARTBEAT = Duration.ofMillis(1_500);

    /** The last heartbeat before a pause may have been one interval earlier. */
    static final Duration LONGEST_PAUSE = SESSION_TIMEOUT.minus(HEARTBEAT);

    private static final Duration TRANSACTION_TIMEOUT = Duration.ofSeconds(4);
    private static final Duration COMMIT_EXACTLY_ONCE = Duration.ofMillis(250);
    private static final Duration COMMIT_AT_LEAST_ONCE = Duration.ofMillis(500);
    private static final Duration LONGEST_BLOCK = Duration.ofSeconds(2);
    private static final Duration BACKOFF_BEHIND_COMMIT = Duration.ofMillis(20);

    /** A broker that stands still answers nothing, and its followers lead after its session of 3 s. */
    private static final Duration LONGEST_REQUEST = Duration.ofSeconds(5);

    /** A member of a group waits in one request for the leader of the group, which asks brokers what to assign. */
    private static final Duration LONGEST_CONSUMER_REQUEST = Duration.ofSeconds(10);

    private static final Duration LONGEST_RECONNECT_BACKOFF = Duration.ofMillis(500);

    private final ApplicationConfig config;
    private final Map<String, Object> settings = new HashMap<>();

    private EngineSettings(ApplicationConfig config) {
        this.config = config;
        settings.putAll(config.brokers().properties());
    }

    static Map<String, Object> of(
            Application application,
            ApplicationConfig config,
            DeadLetters deadLetters,
            SendFailures sendFailures,
            RecordAges recordAges,
            RocksDbMemory memory) {
        EngineSettings made = new EngineSettings(config);
        made.identity(application.name());
        made.handlers(deadLetters, sendFailures, memory);
        made.watchers(recordAges);
        made.membership();
        made.outages();
        made.latency();
        switch (application.guarantee()) {
            case EXACTLY_ONCE -> made.exactlyOnce();
            case AT_LEAST_ONCE -> made.atLeastOnce(IsolationLevel.READ_COMMITTED);
            case AHEAD_OF_COMMIT ->
                made.atLeastOnce(
                        config.commits().readAhead() ? IsolationLevel.READ_UNCOMMITTED : IsolationLevel.READ_COMMITTED);
        }
        return Map.copyOf(made.settings);
    }

    private void identity(String name) {
        settings.put(StreamsConfig.APPLICATION_ID_CONFIG, config.group().idPrefix() + name);
        // Durable: it keeps the process id, hence the transactional id, so that a restart in place aborts the dead
        // transaction at once instead of waiting for its end.
        settings.put(StreamsConfig.STATE_DIR_CONFIG, config.stores().directory().toString());
        settings.put(StreamsConfig.NUM_STREAM_THREADS_CONFIG, config.group().threads());
        settings.put(StreamsConfig.NUM_STANDBY_REPLICAS_CONFIG, config.stores().standbyReplicas());
        settings.put(StreamsConfig.REPLICATION_FACTOR_CONFIG, (int)
                config.catalogue().replication());
        // Generated names shift when a topology changes, and the state under the old name is lost.
        settings.put(StreamsConfig.ENSURE_EXPLICIT_INTERNAL_RESOURCE_NAMING_CONFIG, true);
        // Merged repartitions and reused source topics change names and partitions behind the topology's back.
        settings.put(StreamsConfig.TOPOLOGY_OPTIMIZATION_CONFIG, StreamsConfig.NO_OPTIMIZATION);
        // A partition without a committed position is read from its oldest record: no command may be skipped.
        consumer(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        producer(ProducerConfig.ACKS_CONFIG, "all");
        // By default a client drops all metadata as soon as it reaches no broker, and a send that needs metadata fails.
        // This one keeps the addresses of the brokers and finds them when they come back.
        settings.put(CommonClientConfigs.METADATA_RECOVERY_STRATEGY_CONFIG, "none");
        // Brokers of Kafka itself don't accept pushed metrics; asking each time only fills the log.
        settings.put(StreamsConfig.ENABLE_METRICS_PUSH_CONFIG, false);
    }

    private void handlers(DeadLetters deadLetters, SendFailures sendFailures, RocksDbMemory memory) {
        // The engine creates these by class name; they find the shared instances under these keys.
        settings.put(StreamsConfig.DESERIALIZATION_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.Handler.class);
        settings.put(StreamsConfig.PROCESSING_EXCEPTION_HANDLER_CLASS_CONFIG, DeadLetters.Misplaced.class);
        settings.put(DeadLetters.KEY, deadLetters);
        settings.put(Placement.KEY, true);
        settings.put(StreamsConfig.PRODUCTION_EXCEPTION_HANDLER_CLASS_CONFIG, SendFailures.Handler.class);
        settings.put(SendFailures.KEY, sendFailures);
        settings.put(StreamsConfig.ROCKSDB_CONFIG_SETTER_CLASS_CONFIG, RocksDbMemory.Bound.class);
        settings.put(RocksDbMemory.KEY, memory);
    }

    private void watchers(RecordAges recordAges) {
        settings.put(RecordAges.KEY, recordAges);
        settings.put(
                StreamsConfig.mainConsumerPrefix(ConsumerConfig.INTERCEPTOR_CLASSES_CONFIG),
                RecordAges.OfReceived.class.getName());
        producer(ProducerConfig.INTERCEPTOR_CLASSES_CONFIG, RecordAges.OfSent.class.getName());
    }

    private void membership() {
        // The streams protocol of 4.3 has neither static membership nor warm-ups.
        settings.put(StreamsConfig.GROUP_PROTOCOL_CONFIG, "classic");
        // The defaults (45 s, 3 s) would leave the partitions of a dead process unprocessed for that long.
        consumer(ConsumerConfig.SESSION_TIMEOUT_MS_CONFIG, (int) SESSION_TIMEOUT.toMillis());
        consumer(ConsumerConfig.HEARTBEAT_INTERVAL_MS_CONFIG, (int) HEARTBEAT.toMillis());
        config.group()
                .instanceId()
                .ifPresent(id -> settings.put(
                        StreamsConfig.MAIN_CONSUMER_PREFIX + CommonClientConfigs.GROUP_INSTANCE_ID_CONFIG, id));
    }

    /**
     * Bounds the wait for a broker that was lost. By default a request that a frozen one holds is given up after 30 s, a
     * blocking call of a consumer after 60 s, and a broker that is back is tried a second later.
     */
    private void outages() {
        int request = (int) LONGEST_REQUEST.toMillis();
        int consumerRequest = (int) LONGEST_CONSUMER_REQUEST.toMillis();
        producer(ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, request);
        settings.put(StreamsConfig.adminClientPrefix(AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG), request);
        consumer(ConsumerConfig.REQUEST_TIMEOUT_MS_CONFIG, consumerRequest);
        consumer(ConsumerConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, consumerRequest);
        settings.put(CommonClientConfigs.RECONNECT_BACKOFF_MAX_MS_CONFIG, (int) LONGEST_RECONNECT_BACKOFF.toMillis());
    }

    private void latency() {
        // The engine's own 100 ms would add latency at every hop, and so would any linger. Under load records share
        // requests without one: those that arrive while the producer's thread is busy are sent together.
        producer(ProducerConfig.LINGER_MS_CONFIG, 0);
        // A record cache holds back output until the commit.
        settings.put(StreamsConfig.STATESTORE_CACHE_MAX_BYTES_CONFIG, 0L);
    }

    private void exactlyOnce() {
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.EXACTLY_ONCE_V2);
        // Readers of committed records see an event only after the commit, which `user` doesn't wait for. Each commit
        // costs some ten requests and a marker in every partition that it touched, and delays the records that arrive
        // meanwhile.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval(COMMIT_EXACTLY_ONCE));
        // The engine checks whether a commit is due only when poll returns. An idle check costs as much as a busy one:
        // at 5 ms an idle `conversation` took 4% of a core and more.
        settings.put(StreamsConfig.POLL_MS_CONFIG, 50L);
        // How long readers stall behind the open transaction of a process that died and is not restarted in place.
        producer(ProducerConfig.TRANSACTION_TIMEOUT_CONFIG, (int) TRANSACTION_TIMEOUT.toMillis());
        // A broker refuses the first send of a transaction until the one before has all its markers, some 20 ms. The
        // default of 100 ms makes that the longest delay of a quiet pipeline (ADR 12 has the figures).
        producer(ProducerConfig.RETRY_BACKOFF_MS_CONFIG, BACKOFF_BEHIND_COMMIT.toMillis());
    }

    private void atLeastOnce(IsolationLevel isolation) {
        settings.put(StreamsConfig.PROCESSING_GUARANTEE_CONFIG, StreamsConfig.AT_LEAST_ONCE);
        // The amount of output that a crash repeats; the default of 30 s would repeat that much.
        settings.put(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG, commitInterval(COMMIT_AT_LEAST_ONCE));
        // The engine's own default for at least once is uncommitted, which not every application can take.
        consumer(ConsumerConfig.ISOLATION_LEVEL_CONFIG, isolation.toString());
        // A missing gateway topic blocks the stream thread for no longer than this.
        producer(ProducerConfig.MAX_BLOCK_MS_CONFIG, LONGEST_BLOCK.toMillis());
        // A record that is returned unsent costs its task a restore from the beginning of its changelogs.
        producer(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, (int) PatientSend.LONGEST_SEND.toMillis());
    }

    private long commitInterval(Duration byDefault) {
        return config.commits().interval().orElse(byDefault).toMillis();
    }

    private void consumer(String key, Object value) {
        settings.put(StreamsConfig.consumerPrefix(key), value);
    }

    private void producer(String key, Object value) {
        settings.put(StreamsConfig.producerPrefix(key), value);
    }
}
