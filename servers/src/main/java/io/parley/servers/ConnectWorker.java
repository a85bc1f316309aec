package io.parley.servers;

import org.apache.kafka.connect.errors.NotFoundException;
import org.apache.kafka.connect.runtime.Connect;
import org.apache.kafka.connect.runtime.RestartRequest;
import org.apache.kafka.connect.runtime.distributed.DistributedHerder;
import org.apache.kafka.connect.runtime.distributed.NotLeaderException;
import org.apache.kafka.connect.runtime.rest.entities.ConnectorStateInfo;
import org.apache.kafka.connect.util.FutureCallback;

import java.net.URI;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Runs a Kafka Connect worker in this process, with the plug-ins on the class path. It keeps connectors, offsets and
 * states in topics of the broker. Connectors get committed records alone, as bytes.
 */
public final class ConnectWorker implements Server {

    private static final Duration ANSWER_BOUND = Duration.ofSeconds(30);
    private static final Duration RESTART_BOUND = Duration.ofSeconds(10);
    private static final String BYTES = "org.apache.kafka.connect.converters.ByteArrayConverter";

    private final Config config;
    private Connect<DistributedHerder> connect;

    /**
     * @param bootstrapServers of the broker
     * @param port of the REST listener; 0 takes a free one at each start
     * @param topicPrefix the prefix of its three topics and its group
     * @param properties worker settings beside or over the ones that this class chooses
     */
    public record Config(String bootstrapServers, int port, String topicPrefix, Map<String, String> properties) {

        public Config {
            Objects.requireNonNull(bootstrapServers, "bootstrapServers");
            Objects.requireNonNull(topicPrefix, "topicPrefix");
            properties = Map.copyOf(properties);
        }

        public static Config on(String bootstrapServers) {
            return new Config(bootstrapServers, 0, "parley.", Map.of());
        }
    }

    public ConnectWorker(Config config) {
        this.config = config;
    }

    @Override
    public void start() {
        if (connect != null) {
            throw new IllegalStateException("Connect runs already");
        }
        try {
            connect = new ConnectLauncher().launch(properties());
        } catch (RuntimeException e) {
            throw new ServerException("connect: could not be started: " + reason(e), e);
        }
    }

    @Override
    public void stop() {
        if (connect != null) {
            connect.stop();
            connect.awaitStop();
            connect = null;
        }
    }

    @Override
    public boolean isRunning() {
        return connect != null && !connect.herderTask().isDone();
    }

    /** Returns the address of its REST interface. */
    public URI url() {
        return running().rest().advertisedUrl();
    }

    /**
     * Creates or configures the connector; the same configuration again changes nothing. Waits while the worker joins
     * its group.
     *
     * @throws ServerException when the worker refuses it
     */
    public void put(String connector, Map<String, String> configuration) {
        requests().put(connector, configuration);
    }

    /**
     * Removes the connector.
     *
     * @throws ServerException when there is none, or the worker refuses it
     */
    public void remove(String connector) {
        requests().remove(connector);
    }

    /** Returns the states of all connectors of this worker's group, as far as this worker has heard of them. */
    public Map<String, ConnectorState> states() {
        DistributedHerder herder = running().herder();
        Map<String, ConnectorState> states = new TreeMap<>();
        for (String connector : herder.connectors()) {
            states.put(connector, state(herder, connector));
        }
        return states;
    }

    /** Returns the connector's state, as far as this worker has heard of it. */
    public ConnectorState state(String connector) {
        return state(running().herder(), connector);
    }

    /**
     * Starts again those of the connector and its tasks that have failed, if this worker leads its group: no other may.
     *
     * @return whether this worker leads its group
     * @throws ServerException when the group does not settle within some seconds
     */
    public boolean restartFailed(String connector) throws InterruptedException {
        FutureCallback<ConnectorStateInfo> restarted = new FutureCallback<>();
        running().herder().restartConnectorAndTasks(new RestartRequest(connector, true, true), restarted);
        try {
            restarted.get(RESTART_BOUND.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof NotLeaderException) {
                return false;
            }
            throw new ServerException("connect: " + connector + " can't be started again: " + reason(e), e);
        } catch (TimeoutException e) {
            throw new ServerException("connect: the group does not settle, so " + connector + " can't be restarted", e);
        }
    }

    @Override
    public String toString() {
        return "connect";
    }

    /** Returns the root cause of a failure, in one line. */
    private static String reason(Throwable failure) {
        Throwable cause = failure;
        while (cause.getCause() != null) {
            cause = cause.getCause();
        }
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }

    private static ConnectorState state(DistributedHerder herder, String connector) {
        try {
            return ConnectorState.of(herder.connectorStatus(connector));
        } catch (NotFoundException e) {
            return ConnectorState.MISSING;
        }
    }

    private ConnectorRequests requests() {
        return new ConnectorRequests(url(), ANSWER_BOUND);
    }

    private Connect<DistributedHerder> running() {
        if (connect == null) {
            throw new IllegalStateException("Connect does not run");
        }
        return connect;
    }

    private Map<String, String> properties() {
        Map<String, String> properties = new HashMap<>();
        properties.put("bootstrap.servers", config.bootstrapServers());
        properties.put("group.id", config.topicPrefix() + "connect");
        properties.put("listeners", "http://127.0.0.1:" + config.port());
        properties.put("plugin.discovery", "service_load");
        properties.put("key.converter", BYTES);
        properties.put("value.converter", BYTES);
        properties.put("consumer.isolation.level", "read_committed");
        for (String kind : new String[] {"config", "offset", "status"}) {
            properties.put(kind + ".storage.topic", config.topicPrefix() + "connect-" + kind);
            properties.put(kind + ".storage.replication.factor", "1");
        }
        properties.put("offset.storage.partitions", "5");
        properties.put("status.storage.partitions", "1");
        properties.put("offset.flush.interval.ms", "1000");
        // A worker alone need not wait for another to come back.
        properties.put("scheduled.rebalance.max.delay.ms", "0");
        properties.put("session.timeout.ms", "6000");
        properties.put("heartbeat.interval.ms", "1500");
        properties.putAll(config.properties());
        return properties;
    }
}
