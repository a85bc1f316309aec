package io.parley.topologies;

import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.Config;
import org.apache.kafka.clients.admin.TopicDescription;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.KafkaFuture;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.config.TopicConfig;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.streams.Topology;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * Waits for the topics that a topology reads or writes, and compares their partitions and timestamp type with the
 * catalogue. The engine itself would die of a missing topic, and go on with a wrong number of partitions or with the
 * clients' timestamps.
 */
final class RequiredTopics {

    private static final Logger LOG = LoggerFactory.getLogger(RequiredTopics.class);
    private static final Duration PAUSE = Duration.ofMillis(250);
    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(5);

    private final List<Topic<?>> topics;

    private RequiredTopics(List<Topic<?>> topics) {
        this.topics = topics;
    }

    /**
     * Collects the catalogue's topics that a topology names, the topic of dead letters, and the application's own.
     *
     * @param own topics outside the catalogue
     */
    static RequiredTopics of(Topology topology, Topics catalogue, List<Topic<?>> own) {
        Set<String> named = new HashSet<>();
        named.add(catalogue.deadLetters().name());
        TopologyTopics inTopology = TopologyTopics.of(topology);
        named.addAll(inTopology.sources());
        named.addAll(inTopology.sinks());
        return new RequiredTopics(Stream.concat(
                        catalogue.all().stream().filter(topic -> named.contains(topic.name())), own.stream())
                .toList());
    }

    List<Topic<?>> topics() {
        return topics;
    }

    /**
     * Returns when all topics exist. Blocks its thread.
     *
     * @throws NotReadyException if one is missing after the patience, or differs from the catalogue in partitions or
     *     timestamp type
     * @throws InterruptedException if the thread is interrupted
     */
    void await(String bootstrapServers, Duration patience) throws InterruptedException {
        long deadline = System.nanoTime() + patience.toNanos();
        while (true) {
            String lacking = lacking(bootstrapServers);
            if (lacking == null) {
                return;
            }
            if (System.nanoTime() > deadline) {
                throw new NotReadyException(
                        lacking + " (expected within " + patience.toSeconds() + " s, asked " + bootstrapServers + ")");
            }
            LOG.info("waiting: {}", lacking);
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    /** Describes the missing topics in a few words; null if none is missing. */
    private String lacking(String bootstrapServers) throws InterruptedException {
        try (Admin admin = Admin.create(Map.of(
                AdminClientConfig.BOOTSTRAP_SERVERS_CONFIG,
                bootstrapServers,
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis()))) {
            return lacking(admin);
        } catch (KafkaException e) {
            // Also thrown when no broker's name can be resolved: a container may start before its broker's.
            return "no broker can be asked: " + e.getMessage();
        }
    }

    private String lacking(Admin admin) throws InterruptedException {
        Map<String, KafkaFuture<TopicDescription>> descriptions =
                admin.describeTopics(topics.stream().map(Topic::name).toList()).topicNameValues();
        Map<ConfigResource, KafkaFuture<Config>> settings = admin.describeConfigs(
                        topics.stream().map(RequiredTopics::resource).toList())
                .values();
        for (Topic<?> topic : topics) {
            try {
                requirePartitions(topic, descriptions.get(topic.name()).get());
                requireClock(topic, settings.get(resource(topic)).get());
            } catch (ExecutionException e) {
                return e.getCause() instanceof UnknownTopicOrPartitionException
                        ? "topic " + topic.name() + " is missing"
                        : "no broker can be asked: " + e.getCause().getMessage();
            }
        }
        return null;
    }

    private static ConfigResource resource(Topic<?> topic) {
        return new ConfigResource(ConfigResource.Type.TOPIC, topic.name());
    }

    private static void requirePartitions(Topic<?> topic, TopicDescription found) {
        int partitions = found.partitions().size();
        if (partitions != topic.partitions()) {
            throw new NotReadyException("topic " + topic.name() + " has " + partitions + " partitions (expected: "
                    + topic.partitions() + ", as topics.conversation-partitions and topics.user-partitions say)");
        }
    }

    /** Requires the catalogue's timestamp type: it decides how long an edit is allowed and a command remembered. */
    private static void requireClock(Topic<?> topic, Config found) {
        String expected = topic.settings().get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG);
        String clock = found.get(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG).value();
        if (expected != null && !expected.equals(clock)) {
            throw new NotReadyException("topic " + topic.name() + " has " + TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG
                    + "=" + clock + " (expected: " + expected + ")");
        }
    }

    /** A topic that the application needs is missing or wrong. The message is one line. */
    static final class NotReadyException extends IllegalStateException {

        private static final long serialVersionUID = 1L;

        NotReadyException(String message) {
            super(message);
        }
    }
}
