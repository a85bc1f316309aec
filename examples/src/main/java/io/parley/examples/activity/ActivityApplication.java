package io.parley.examples.activity;

import io.parley.runtime.config.SettingKey;
import io.parley.topologies.Application;
import io.parley.topologies.ApplicationPlugin;
import io.parley.topologies.ApplicationProcess;
import io.parley.topologies.Guarantee;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Runs the topology as an application, also as a process: {@code ActivityApplication [config.properties]}. */
public final class ActivityApplication implements ApplicationPlugin {

    static final SettingKey<Duration> LATENESS = SettingKey.duration(
                    "activity.lateness", "how far behind the newest event of its partition one may be and be counted")
            .withDefault("10m");

    /** Exactly once, since a repeat would be counted twice. */
    public static final Application ACTIVITY = new Application(
            "activity",
            Guarantee.EXACTLY_ONCE,
            List.of(LATENESS),
            (settings, taken) -> List.of(),
            topics -> List.of(ActivityTopics.activity(topics)),
            (topics, serdes, settings) -> ActivityTopology.build(topics, serdes, settings.get(LATENESS)));

    @Override
    public Application application() {
        return ACTIVITY;
    }

    public static void main(String[] arguments) {
        Path file = arguments.length == 0 ? null : Path.of(arguments[0]);
        System.exit(ApplicationProcess.run(ACTIVITY, file, System.getenv()));
    }
}
