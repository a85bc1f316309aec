package io.parley.standalone;

import picocli.CommandLine.Option;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;

/** What {@code up}, {@code down} and {@code status} have in common: the data folder that they are about. */
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

    /** @param options values by the names of their keys, which win over the environment */
    final StandaloneConfig config(Map<String, String> options) {
        Map<String, String> all = new HashMap<>(options);
        if (data != null) {
            all.put(StandaloneSettings.DATA.name(), data.toString());
        }
        return StandaloneSettings.read(environment, all);
    }
}
