package io.parley.servers;

import org.apache.kafka.connect.cli.ConnectDistributed;
import org.apache.kafka.connect.connector.policy.ConnectorClientConfigOverridePolicy;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.WorkerConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedConfig;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.isolation.Plugins;
import org.apache.kafka.connect.runtime.rest.ConnectRestServer;
import org.apache.kafka.connect.runtime.rest.RestClient;

import java.net.URI;
import java.util.List;
import java.util.Map;

/**
 * Starts a Connect worker as Kafka's own command does, but throws if the worker can't be started. The command ends the
 * process then, or waits for ever in a process that is ending.
 */
final class ConnectLauncher extends ConnectDistributed {

    /** Starts a worker, or throws the cause of its failure. */
    Connect<DistributedHerder> launch(Map<String, String> properties) {
        Plugins plugins = new Plugins(properties);
        plugins.compareAndSwapWithDelegatingLoader();
        DistributedConfig config = createConfig(properties);
        RestClient client = new RestClient(config);
        ConnectRestServer rest = new ConnectRestServer(config.rebalanceTimeout(), client, config.originals());
        rest.initializeServer();
        URI address = rest.advertisedUrl();
        ConnectorClientConfigOverridePolicy policy = plugins.newPlugins(
                        List.of(config.getString(WorkerConfig.CONNECTOR_CLIENT_POLICY_CLASS_CONFIG)),
                        config,
                        ConnectorClientConfigOverridePolicy.class)
                .get(0);
        String worker = address.getHost() + ":" + address.getPort();
        Connect<DistributedHerder> connect =
                new Connect<>(createHerder(config, worker, plugins, policy, rest, client), rest);
        try {
            connect.start();
            return connect;
        } catch (RuntimeException e) {
            connect.stop();
            throw e;
        }
    }
}
