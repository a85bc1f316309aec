package io.parley.connectors.cassandra;

import io.parley.connectors.sink.DeadLetterTopic;
import io.parley.connectors.sink.DeadLetters;
import io.parley.connectors.sink.SinkSettings;
import io.parley.connectors.sink.SinkVersion;
import io.parley.connectors.sink.TaskMetrics;
import io.parley.history.History;
import io.parley.runtime.config.Settings;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.RegistryRefusesException;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.errors.RetriableException;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

import java.time.Clock;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

/**
 * Stores some partitions of {@code events}. Survives outages of the store and the registry: then it pauses, stays in
 * its group, and continues where it was. {@link EventSink} does the work.
 */
public final class CassandraSinkTask extends SinkTask {

    /** Below the time that a worker gives its tasks to stop. */
    private static final Duration PATIENCE = Duration.ofSeconds(3);

    private static final Duration PAUSE = Duration.ofMillis(200);

    private History history;
    private DeadLetters deadLetters;
    private RetryThread retries;
    private EventSink sink;

    @Override
    public void start(Map<String, String> properties) {
        Settings settings = CassandraSinkSettings.ALL.read(properties);
        Topics topics = SinkSettings.topics(settings);
        AvroSerdes serdes = SinkSettings.serdes(settings);
        TaskMetrics metrics = new TaskMetrics(context.pluginMetrics(), Clock.systemUTC());
        SinkCounts counts = new SinkCounts(System::nanoTime);
        counts.show(metrics);
        StoreAges ages = new StoreAges(Clock.systemUTC());
        ages.show(metrics);
        deadLetters = new DeadLetterTopic(properties.get("name"), settings, topics, serdes, metrics);
        retries = new RetryThread(properties.get("name") + "-retries");
        history = History.open(CassandraSinkSettings.history(settings));
        sink = new EventSink(
                serdes.value(topics.events()).deserializer(),
                EventStore.of(history.writer()),
                deadLetters,
                retries,
                counts,
                ages,
                CassandraSinkSettings.writesInFlight(settings),
                PATIENCE);
    }

    @Override
    public void put(Collection<SinkRecord> records) {
        history.refusal().ifPresent(refusal -> {
            throw new ConnectException(refusal.getMessage(), refusal);
        });
        try {
            sink.put(records);
        } catch (RegistryRefusesException e) {
            throw new ConnectException(e.getMessage(), e);
        } catch (RetriableException e) {
            context.timeout(PAUSE.toMillis());
            throw e;
        }
    }

    @Override
    public Map<TopicPartition, OffsetAndMetadata> preCommit(Map<TopicPartition, OffsetAndMetadata> delivered) {
        return sink.committable(delivered);
    }

    @Override
    public void close(Collection<TopicPartition> revoked) {
        sink.close(revoked);
    }

    @Override
    public void stop() {
        if (sink != null) {
            sink.closeAll();
        }
        if (retries != null) {
            retries.close();
        }
        if (history != null) {
            history.close();
        }
        if (deadLetters != null) {
            deadLetters.close();
        }
    }

    @Override
    public String version() {
        return SinkVersion.get();
    }
}
