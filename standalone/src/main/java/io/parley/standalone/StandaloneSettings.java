package io.parley.standalone;

import io.parley.admin.AdminSettings;
import io.parley.connectors.redis.RedisSettings;
import io.parley.gateway.GatewaySettings;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.management.ManagementSettings;
import io.parley.topologies.Application;
import io.parley.topologies.Applications;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Stream;

/**
 * Declares the keys of {@code up}, {@code down} and {@code status}. They are its own and those of every part, without
 * those that the {@link Plan} decides: the places of servers and stores.
 */
public final class StandaloneSettings {

    public static final SettingKey<Path> DATA =
            SettingKey.path("standalone.data", "the folder of all data").withDefault(".parley");
    public static final SettingKey<Integer> BROKER_PORT = serverPort("broker");
    public static final SettingKey<Integer> REGISTRY_PORT = serverPort("registry");
    public static final SettingKey<Integer> CASSANDRA_PORT = serverPort("cassandra");
    public static final SettingKey<Integer> REDIS_PORT = serverPort("redis");

    public static final SettingKey<Boolean> OPEN_TOKENS = SettingKey.flag(
                    "standalone.open-tokens",
                    "whether POST /v1/token needs no code, in spite of token.dev-tokens-code: then every client that"
                            + " reaches the"
                            + " port from this machine, by a proxy too, can be any user")
            .withDefault("false");

    public static final SettingKey<Boolean> LIMITS = SettingKey.flag(
                    "standalone.limits",
                    "whether clients are limited as a gateway by itself limits them; if not, up leaves out the rates of"
                            + " connects, frames, bytes and commands and the daily budgets")
            .withDefault("false");

    /** Lists the keys of standalone alone. */
    public static final List<SettingKey<?>> OWN_KEYS =
            List.of(DATA, BROKER_PORT, REGISTRY_PORT, CASSANDRA_PORT, REDIS_PORT, OPEN_TOKENS, LIMITS);

    /** Lists all keys that may be set. */
    public static final List<SettingKey<?>> KEYS = keys();

    private StandaloneSettings() {}

    /**
     * Reads an environment.
     *
     * @param options values by the names of their keys, which win over the environment
     * @param more applications to run beside Parley's
     * @throws IllegalArgumentException when it sets an unknown key
     */
    static StandaloneConfig read(Map<String, String> environment, Map<String, String> options, List<Application> more) {
        List<Application> applications =
                Stream.concat(Applications.NEEDED.stream(), more.stream()).toList();
        Collection<SettingKey<?>> keys = keys(applications, application -> pluggedIn(application, environment));
        Settings settings = Settings.load(null, environment, keys);
        Map<String, String> values = new HashMap<>(settings.values());
        values.putAll(options);
        Path data = options.containsKey(DATA.name()) ? Path.of(options.get(DATA.name())) : settings.get(DATA);
        return new StandaloneConfig(data, values, more);
    }

    private static List<SettingKey<?>> pluggedIn(Application application, Map<String, String> environment) {
        List<SettingKey<?>> plugged =
                new ArrayList<>(application.keys(Settings.loadKnown(null, environment, application.keys())));
        plugged.removeAll(application.keys());
        return plugged;
    }

    /**
     * Lists all keys that may be set where these applications run.
     *
     * @param plugged returns the keys of an application's plug-ins
     */
    static Collection<SettingKey<?>> keys(
            List<Application> applications, Function<Application, List<SettingKey<?>>> plugged) {
        Set<SettingKey<?>> keys = new LinkedHashSet<>(KEYS);
        applications.forEach(application -> {
            keys.addAll(application.keys());
            keys.addAll(plugged.apply(application));
        });
        return settable(keys);
    }

    /** Returns the ports of a configuration, by the option that chooses another one. */
    static Map<String, Integer> fixedPorts(Settings settings) {
        Map<String, Integer> ports = new LinkedHashMap<>();
        ports.put("--port", settings.get(GatewaySettings.PORT));
        ports.put("--management-port", settings.get(ManagementSettings.PORT));
        for (SettingKey<Integer> key : List.of(BROKER_PORT, REGISTRY_PORT, CASSANDRA_PORT, REDIS_PORT)) {
            ports.put(key.variable(), settings.get(key));
        }
        ports.values().removeIf(port -> port == 0);
        return ports;
    }

    private static List<SettingKey<?>> keys() {
        Set<SettingKey<?>> keys = new LinkedHashSet<>(OWN_KEYS);
        keys.addAll(GatewaySettings.KEYS);
        keys.addAll(InstallationSettings.KEYS);
        keys.addAll(HistorySettings.KEYS);
        keys.addAll(RedisSettings.KEYS);
        keys.addAll(AdminSettings.KEYS);
        Applications.NEEDED.forEach(application -> keys.addAll(application.keys()));
        return settable(keys);
    }

    private static List<SettingKey<?>> settable(Set<SettingKey<?>> keys) {
        return keys.stream().filter(key -> !Plan.DECIDED.contains(key)).toList();
    }

    private static SettingKey<Integer> serverPort(String server) {
        return SettingKey.integer(
                        "standalone." + server + "-port",
                        "the port of the " + server + " on the loopback address; 0: a free one, kept in the folder")
                .withDefault("0");
    }
}
