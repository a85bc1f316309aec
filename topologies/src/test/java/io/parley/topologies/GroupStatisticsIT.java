package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Event;
import io.parley.runtime.config.Settings;
import io.parley.runtime.registry.HttpSchemaRegistry;
import io.parley.runtime.registry.RegistryConfig;
import io.parley.servers.RealServers;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Records re-keyed by the DSL meet Parley's own: on a real broker, whose producers choose the partitions. */
class GroupStatisticsIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int PARTITIONS = 4;

    @TempDir
    Path folder;

    @Test
    void shouldFindEveryGroupWhenMinutesAreKeyedByConversationAgain() throws Exception {
        Application statistics = GroupStatistics.application();
        try (RealTopics topics = new RealTopics("statistics.", PARTITIONS);
                RealTopics.Transaction conversation = topics.begin("statistics-conversation");
                RealTopics.Reader<Event> results = topics.read(GroupStatistics.results(topics.topics()));
                StreamsApplication application = new StreamsApplication(
                        statistics,
                        Settings.of(topics.settings(folder.toString()), statistics.keys()),
                        new HttpSchemaRegistry(
                                RegistryConfig.of(RealServers.get().registryUrl())),
                        new SimpleMeterRegistry())) {
            // Given
            topics.make(List.of(GroupStatistics.results(topics.topics())));
            application.start();

            // When
            GroupStatistics.events()
                    .forEach(event -> conversation.put(topics.topics().events(), event.getConversationId(), event));
            conversation.commit();

            // Then
            await().atMost(PATIENCE)
                    .untilAsserted(() -> assertThat(results.poll().stream()
                                    .map(ConsumerRecord::key)
                                    .distinct())
                            .hasSize(GroupStatistics.GROUPS));
            assertThat(results.poll())
                    .allMatch(result -> result.key().equals(result.value().getConversationId()))
                    .allMatch(result ->
                            result.partition() == topics.topics().events().partitionOf(result.key()));
        }
    }
}
