package io.parley.topologies;

import io.parley.runtime.kafka.Brokers;
import io.parley.runtime.kafka.BrokersRefuseException;
import io.parley.runtime.lifecycle.Deadline;
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
     * @throws BrokersRefuseException if they don't let this process in, or don't let it see a topic
     * @throws NotReadyException if one is missing after the patience, or has other partitions or another clock than
     *     the catalogue says
     * @throws InterruptedException if the thread is interrupted
     */
    void await(Brokers brokers, Duration patience) throws InterruptedException {
        Deadline deadline = Deadline.in(patience);
        while (true) {
            String lacking = lacking(brokers);
            if (lacking == null) {
                return;
            }
            if (deadline.isOver()) {
                throw new NotReadyException(
                        lacking + " (expected within " + patience.toSeconds() + " s, asked " + brokers + ")");
            }
            LOG.info("waiting: {}", lacking);
            TimeUnit.NANOSECONDS.sleep(PAUSE.toNanos());
        }
    }

    /** Describes what is missing in a few words; null when nothing is. */
    private String lacking(Brokers brokers) throws InterruptedException {
        try (Admin admin = Admin.create(brokers.properties(Map.of(
                AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis(),
                AdminClientConfig.REQUEST_TIMEOUT_MS_CONFIG,
                (int) REQUEST_TIMEOUT.toMillis())))) {
            return lacking(admin, brokers);
        } catch (KafkaException e) {
            BrokersRefuseException.throwIfIn(e, brokers, "to see topics");
            // Also when no broker's name can be resolved: a container may come up before its broker's.
            return "no broker can be asked: " + e.getMessage()
                    + (e.getCause() == null ? "" : ": " + e.getCause().getMessage());
        }
    }

    private String lacking(Admin admin, Brokers brokers) throws InterruptedException {
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
                BrokersRefuseException.throwIfIn(e, brokers, "to see topic " + topic.name());
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
