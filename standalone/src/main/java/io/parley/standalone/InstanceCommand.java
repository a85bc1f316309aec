package io.parley.standalone;

import io.parley.runtime.config.Settings;
import io.parley.topologies.Application;
import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;

/** Reads the options that {@code up}, {@code down} and {@code status} share: those of the data folder. */
abstract class InstanceCommand implements Callable<Integer> {

    private final Map<String, String> environment;

    @Option(
            names = "--data",
            paramLabel = "FOLDER",
            description =
                    "where everything is kept; by default .parley beside the script, or what PARLEY_STANDALONE_DATA says")
    private Path data;

    InstanceCommand(Map<String, String> environment) {
        this.environment = environment;
    }

    /**
     * Returns the data folder. All other settings are ignored, since the instance that runs there may have other ones.
     */
    final DataFolder folder() {
        Path known = Settings.loadKnown(null, environment, List.of(StandaloneSettings.DATA))
                .get(StandaloneSettings.DATA);
        return new DataFolder((data == null ? known : data).toAbsolutePath().normalize());
    }

    /**
     * @param options values by the names of their keys, which win over the environment
     * @param more applications to run beside Parley's
     */
    final StandaloneConfig config(Map<String, String> options, List<Application> more) {
        Map<String, String> all = new HashMap<>(options);
        if (data != null) {
            all.put(StandaloneSettings.DATA.name(), data.toString());
        }
        return StandaloneSettings.read(environment, all, more);
    }
}
