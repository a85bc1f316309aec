package io.parley.standalone;

import io.parley.connectors.ConnectorSecrets;
import io.parley.runtime.config.InstallationSettings;
import io.parley.runtime.config.SettingKey;
import io.parley.runtime.config.Settings;
import io.parley.runtime.kafka.Brokers;
import io.parley.schemas.CatalogueConfig;
import io.parley.servers.ConnectWorker;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** Runs a Kafka Connect worker with Parley's plug-ins as a process of its own. */
final class ConnectProcess {

    static final SettingKey<String> HOST = SettingKey.text(
                    "connect.host", "the address that the REST interface listens on; never a public one")
            .withDefault("127.0.0.1");
    static final SettingKey<Integer> PORT =
            SettingKey.integer("connect.port", "the port of the REST interface").withDefault("8083");
    static final SettingKey<String> ADVERTISED_HOST = SettingKey.text(
                    "connect.advertised-host",
                    "the host name by which other workers reach this one; left out: the" + " system's own")
            .optional();

    private static final List<SettingKey<?>> OWN_KEYS = List.of(HOST, PORT, ADVERTISED_HOST);

    /** Lists the secrets that sinks refer to; a worker needs only those that its sinks use. */
    private static final List<SettingKey<?>> SECRETS = ConnectorSecrets.keys().stream()
            .filter(key -> !InstallationSettings.KEYS.contains(key))
            .<SettingKey<?>>map(SettingKey::optional)
            .toList();

    /** Bounds how long the group waits for a lost worker before it takes over the worker's tasks. */
    private static final String RETURN_MILLIS = "10000";

    private ConnectProcess() {}

    static List<SettingKey<?>> keys() {
        List<SettingKey<?>> keys = new ArrayList<>(InstallationSettings.KEYS);
        keys.addAll(OWN_KEYS);
        keys.addAll(ConnectAccess.OF_WORKER);
        keys.addAll(SECRETS);
        return keys;
    }

    static ConnectWorker worker(Settings settings) {
        CatalogueConfig catalogue = InstallationSettings.catalogue(settings);
        Brokers brokers = InstallationSettings.brokers(settings);
        Map<String, String> properties = new HashMap<>(brokers.workerProperties());
        properties.putAll(ConnectAccess.workerProperties(settings));
        properties.put(
                "listeners", ConnectAccess.scheme(settings) + "://" + settings.get(HOST) + ":" + settings.get(PORT));
        settings.find(ADVERTISED_HOST).ifPresent(host -> properties.put("rest.advertised.host.name", host));
        for (String kind : List.of("config", "offset", "status")) {
            properties.put(kind + ".storage.replication.factor", Short.toString(catalogue.replication()));
        }
        properties.put("scheduled.rebalance.max.delay.ms", RETURN_MILLIS);
        properties.putAll(ConnectorSecrets.workerProperties(settings.values()));
        return new ConnectWorker(new ConnectWorker.Config(
                brokers.bootstrapServers(), settings.get(PORT), catalogue.prefix(), properties));
    }
}
