package io.parley.connectors.sink;

import io.parley.runtime.config.Settings;
import org.apache.kafka.common.config.Config;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.connect.connector.Task;
import org.apache.kafka.connect.sink.SinkConnector;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** A sink whose tasks all get the same settings and share the partitions. It reports invalid settings at once. */
public abstract class ConfiguredSink extends SinkConnector {

    private final SinkSettings settings;
    private final Class<? extends Task> task;
    private final Consumer<Settings> reader;
    private Map<String, String> properties = Map.of();

    /** @param reader reads the settings as the task will, and throws if they are invalid */
    protected ConfiguredSink(SinkSettings settings, Class<? extends Task> task, Consumer<Settings> reader) {
        this.settings = settings;
        this.task = task;
        this.reader = reader;
    }

    @Override
    public final void start(Map<String, String> properties) {
        this.properties = Map.copyOf(properties);
    }

    @Override
    public final Class<? extends Task> taskClass() {
        return task;
    }

    @Override
    public final List<Map<String, String>> taskConfigs(int most) {
        return Collections.nCopies(most, properties);
    }

    @Override
    public final void stop() {}

    @Override
    public final ConfigDef config() {
        return settings.definition();
    }

    @Override
    public final Config validate(Map<String, String> properties) {
        return settings.validate(super.validate(properties), properties, reader);
    }

    @Override
    public final String version() {
        return SinkVersion.get();
    }
}
