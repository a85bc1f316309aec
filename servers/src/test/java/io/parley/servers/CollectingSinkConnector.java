package io.parley.servers;

import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.sink.SinkConnector;
import org.apache.kafka.connect.sink.SinkRecord;
import org.apache.kafka.connect.sink.SinkTask;

import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;

/** Keeps the values that it is handed. Its task fails at {@link #FAILING} when it comes for the first time. */
public final class CollectingSinkConnector extends SinkConnector {

    static final String FAILING = "failing once";

    private static final AtomicBoolean FAILED = new AtomicBoolean();
    private static final List<String> COLLECTED = new CopyOnWriteArrayList<>();

    static List<String> collected() {
        return List.copyOf(COLLECTED);
    }

    @Override
    public void start(Map<String, String> properties) {}

    @Override
    public Class<? extends Task> taskClass() {
        return CollectingTask.class;
    }

    @Override
    public List<Map<String, String>> taskConfigs(int maxTasks) {
        return Collections.nCopies(maxTasks, Map.of());
    }

    @Override
    public void stop() {}

    @Override
    public ConfigDef config() {
        return new ConfigDef();
    }

    @Override
    public String version() {
        return "1";
    }

    /** Its only task. */
    public static final class CollectingTask extends SinkTask {

        @Override
        public void start(Map<String, String> properties) {}

        @Override
        public void put(Collection<SinkRecord> records) {
            for (SinkRecord record : records) {
                String value = new String((byte[]) record.value(), StandardCharsets.UTF_8);
                if (value.equals(FAILING) && FAILED.compareAndSet(false, true)) {
                    throw new ConnectException(value);
                }
                COLLECTED.add(value);
            }
        }

        @Override
        public void stop() {}

        @Override
        public String version() {
            return "1";
        }
    }
}
