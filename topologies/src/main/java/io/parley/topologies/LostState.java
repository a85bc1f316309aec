package io.parley.topologies;

import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import io.parley.topologies.Application.Continued;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.AdminClientConfig;
import org.apache.kafka.clients.admin.ListOffsetsOptions;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.common.IsolationLevel;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Detects an application whose state is gone while its output still exists: started anew it would assign sequences a
 * second time. State that an earlier release kept under another name looks the same.
 */
final class LostState {

    private static final Duration REQUEST_TIMEOUT = Duration.ofSeconds(30);

    private final Application application;
    private final ApplicationConfig config;
    private final Topics topics;

    LostState(Application application, ApplicationConfig config, Topics topics) {
        this.application = application;
        this.config = config;
        this.topics = topics;
    }

    /**
     * Compares each partition of the output with the state's changelog. Blocks its thread.
     *
     * @throws IllegalStateException if a partition has output and no state; the message is one line
     */
    void check(Continued continued) {
        Topic<?> output = continued.output().apply(topics);
        String changelog = config.group().idPrefix() + application.name() + "-" + continued.store() + "-changelog";
        try (Admin admin =
                Admin.create(config.brokers().properties(Map.of(AdminClientConfig.DEFAULT_API_TIMEOUT_MS_CONFIG, (int)
                        REQUEST_TIMEOUT.toMillis())))) {
            // The output first: what is committed in between is in both.
            Map<Integer, Long> written = ends(admin, output.name(), output.partitions());
            Map<Integer, Long> kept = ends(admin, changelog, output.partitions());
            written.forEach((partition, end) -> {
                if (end > 0 && kept.getOrDefault(partition, 0L) == 0) {
                    throw new IllegalStateException(application.name() + ": " + output.name() + "-" + partition
                            + " holds records, but " + changelog + " has no state from which to continue them"
                            + " (expected: the state of this installation, under its streams.application-id-prefix; an earlier release kept its own elsewhere,"
                            + " and there is no upgrade in place)");
                }
            });
        }
    }

    /** Reads the end offsets of a topic's partitions; empty if the topic doesn't exist. */
    private static Map<Integer, Long> ends(Admin admin, String topic, int partitions) {
        Map<TopicPartition, OffsetSpec> latest = IntStream.range(0, partitions)
                .boxed()
                .collect(Collectors.toMap(
                        partition -> new TopicPartition(topic, partition), partition -> OffsetSpec.latest()));
        Map<Integer, Long> ends = new HashMap<>();
        try {
            // For a missing topic the client would retry until its time-out.
            if (!admin.listTopics().names().get().contains(topic)) {
                return Map.of();
            }
            Map<TopicPartition, ListOffsetsResultInfo> found = admin.listOffsets(
                            latest, new ListOffsetsOptions(IsolationLevel.READ_COMMITTED))
                    .all()
                    .get();
            found.forEach((partition, end) -> ends.put(partition.partition(), end.offset()));
            return ends;
        } catch (ExecutionException e) {
            throw new KafkaException("the ends of " + topic + " can't be read", e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new KafkaException("interrupted while reading the ends of " + topic, e);
        }
    }
}
