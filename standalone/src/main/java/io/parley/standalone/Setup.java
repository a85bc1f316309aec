package io.parley.standalone;

import io.parley.connectors.ConnectorConfig;
import io.parley.history.History;
import io.parley.history.HistoryConfig;
import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.kafka.BrokersRefuseException;
import io.parley.schemas.Topic;
import io.parley.servers.ConnectorRequests;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.errors.TopicExistsException;

import java.time.Duration;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Makes the topics, tables and connectors that an installation needs. Existing ones are left unchanged. */
final class Setup {

    private static final int REQUEST_TIMEOUT_MILLIS = 30_000;

    private Setup() {}

    static void topics(Brokers brokers, Collection<Topic<?>> topics, Duration patience) throws InterruptedException {
        int millis = Math.toIntExact(patience.toMillis());
        Map<String, Object> config = brokers.properties(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                millis,
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                Math.min(millis, REQUEST_TIMEOUT_MILLIS)));
        try (Admin admin = Admin.create(config)) {
            Map<String, KafkaFuture<Void>> created = admin.createTopics(
                            topics.stream().map(Topic::toNewTopic).toList())
                    .values();
            for (Map.Entry<String, KafkaFuture<Void>> topic : created.entrySet()) {
                awaitCreated(topic.getKey(), topic.getValue(), brokers);
            }
        } catch (KafkaException e) {
            BrokersRefuseException.throwIfIn(e, brokers, "to make topics");
            // When no broker's name can be resolved: a container may come up before its broker's.
            throw new StandaloneException("no broker can be asked at " + brokers + ": " + e.getMessage(), e);
        }
    }

    /** Makes the keyspace and the table of the store. */
    static void tables(HistoryConfig config, Duration patience) throws InterruptedException {
        try (History history = History.open(config)) {
            history.createSchema().toCompletableFuture().get(patience.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException e) {
            throw new StandaloneException(e.getCause().getMessage(), e.getCause());
        } catch (TimeoutException e) {
            throw new StandaloneException(
                    "the store at " + config.connection().contactPoints() + " did not answer within "
                            + patience.toSeconds() + " s",
                    e);
        }
    }

    /** Creates the connectors on a Connect worker. */
    static void connectors(ConnectorRequests requests, List<ConnectorConfig> connectors) {
        connectors.forEach(connector -> requests.put(connector.name(), connector.properties()));
    }

    private static void awaitCreated(String topic, KafkaFuture<Void> created, Brokers brokers)
            throws InterruptedException {
        try {
            created.get();
        } catch (ExecutionException e) {
            if (!(e.getCause() instanceof TopicExistsException)) {
                BrokersRefuseException.throwIfIn(e, brokers, "to make topic " + topic);
                throw new StandaloneException(
                        "topic " + topic + " can't be created: " + e.getCause().getMessage(), e.getCause());
            }
        }
    }
}
