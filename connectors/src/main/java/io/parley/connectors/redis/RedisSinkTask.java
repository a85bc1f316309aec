package io.parley.connectors.redis;

import io.parley.connectors.sink.DeadLetterTopic;
import io.parley.connectors.sink.DeadLetters;
import io.parley.connectors.sink.SinkSettings;
import io.parley.connectors.sink.SinkVersion;
import io.parley.connectors.sink.TaskMetrics;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.RegistryRefusesException;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import redis.clients.jedis.exceptions.JedisException;

import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Writes some partitions of the view's topics to Redis: records that are delivered together take one round trip, and
 * are redelivered, after a pause, while Redis or the registry is down. Every change may be repeated.
 *
 * <p>{@code gateways} is read from its start after every assignment: it is small, being compacted, and has the ended
 * epochs, so that none revives.
 */
public final class RedisSinkTask extends SinkTask {

    private static final Logger LOG = LoggerFactory.getLogger(RedisSinkTask.class);

    private static final Duration PAUSE = Duration.ofSeconds(1);
    private static final Duration DEAD_LETTER_PATIENCE = Duration.ofSeconds(3);

    private Topics topics;
    private RedisStore store;
    private DeadLetters deadLetters;
    private ViewRecords view;
    private Filling filling;
    private DeadEntries deadEntries;
    private boolean judgesGateways;

    @Override
    public void start(Map<String, String> properties) {
        Settings settings = RedisSettings.ALL.read(properties);
        RedisConfig config = RedisSettings.read(settings);
        RedisLayout layout = new RedisLayout(config.prefix(), config.shards());
        GatewayEpochs epochs = new GatewayEpochs();
        AvroSerdes serdes = SinkSettings.serdes(settings);
        topics = SinkSettings.topics(settings);
        TaskMetrics metrics = new TaskMetrics(context.pluginMetrics(), Clock.systemUTC());
        deadLetters = new DeadLetterTopic(properties.get("name"), settings, topics, serdes, metrics);
        store = new RedisStore(config);
        letIn();
        view = new ViewRecords(topics, serdes, layout, config.leaseTime(), epochs, Clock.systemUTC());
        filling = new Filling(store, partition -> context.offset(partition, 0), System::nanoTime);
        deadEntries = new DeadEntries(store, layout, epochs, System::nanoTime);
    }

    @Override
    public void open(Collection<TopicPartition> partitions) {
        filling.open(partitions);
        partitions.stream().filter(this::isGateways).forEach(partition -> {
            context.offset(partition, 0);
            judgesGateways = true;
        });
    }

    @Override
    public void close(Collection<TopicPartition> partitions) {
        filling.close(partitions);
        if (partitions.stream().anyMatch(this::isGateways)) {
            judgesGateways = false;
        }
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        List<RedisChange> changes = new ArrayList<>();
        for (SinkRecord record : records) {
            try {
                changes.addAll(view.changes(record));
            } catch (SerializationException e) {
                report(record, e);
            } catch (RegistryRefusesException e) {
                throw new ConnectException(e.getMessage(), e);
            } catch (RegistryUnavailableException e) {
                throw again("the schema registry is away, waiting for it", e);
            }
        }
        try {
            filling.check();
            store.apply(changes);
            if (judgesGateways) {
                deadEntries.remove();
            }
            // Maintenance is due even when no record arrives.
            context.timeout(Filling.INTERVAL.toMillis());
        } catch (JedisException e) {
            filling.doubt();
            store.refusal(e).ifPresent(refusal -> {
                throw new ConnectException(refusal, e);
            });
            throw again("Redis is away, waiting for it: " + e.getMessage(), e);
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        try {
            filling.note();
        } catch (JedisException e) {
            // Then it is filled once more, which is harmless.
            LOG.warn("can't note down in Redis what it has been filled from: {}", e.toString());
            filling.doubt();
        }
        return delivered;
    }

    @Override
    public void stop() {
        if (store != null) {
            store.close();
        }
        if (deadLetters != null) {
            deadLetters.close();
        }
    }

    @Override
    public String version() {
        return SinkVersion.get();
    }

    /** A Redis that is away is waited for; one that refuses this process is said at once. */
    private void letIn() {
        try {
            store.ping();
        } catch (JedisException e) {
            store.refusal(e).ifPresent(refusal -> {
                throw new ConnectException(refusal, e);
            });
        }
    }

    private void report(SinkRecord record, SerializationException reason) {
        CompletableFuture<Void> kept = deadLetters.report(record, reason).toCompletableFuture();
        try {
            kept.get(DEAD_LETTER_PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw again("interrupted while keeping a dead letter", e);
        } catch (ExecutionException | TimeoutException e) {
            throw again("a dead letter can't be kept", e);
        }
    }

    private RetriableException again(String message, Exception cause) {
        context.timeout(PAUSE.toMillis());
        return new RetriableException(message, cause);
    }

    private boolean isGateways(TopicPartition partition) {
        return partition.topic().equals(topics.gateways().name());
    }
}
