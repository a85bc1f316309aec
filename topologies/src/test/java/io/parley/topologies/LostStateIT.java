package io.parley.topologies;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.SchemaRegistry;
import io.parley.servers.RealServers;
import io.parley.topologies.testkit.Commands;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.nio.file.Path;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** The conversation application on topics that hold events, without the state by which they were numbered. */
class LostStateIT {

    private final SchemaRegistry registry = new LocalSchemaRegistry();

    @TempDir
    Path folder;

    @Test
    void shouldRefuseToStartWhenThereAreEventsAndNoState() throws Exception {
        try (RealTopics topics = topics("lost-state.");
                StreamsApplication application = application(topics)) {
            // Given
            String conversation = Commands.group(1);
            try (RealTopics.Transaction writing = topics.begin("another-life")) {
                writing.put(
                        topics.topics().events(),
                        conversation,
                        new Event(
                                conversation,
                                1L,
                                "id",
                                "ann",
                                Instant.EPOCH,
                                new Message("hello", "text/plain", false, null)));
                writing.commit();
            }

            // Then
            assertThatThrownBy(application::start)
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("lost-state.events-")
                    .hasMessageContaining("no upgrade in place")
                    .hasMessageNotContaining("\n");
        }
    }

    @Test
    void shouldStartWhenThereIsNothingYet() throws Exception {
        try (RealTopics topics = topics("no-state-yet.");
                StreamsApplication application = application(topics)) {
            assertThatCode(application::start).doesNotThrowAnyException();
        }
    }

    private RealTopics topics(String prefix) throws Exception {
        return new RealTopics(prefix, RealServers.get().bootstrapServers(), registry);
    }

    private StreamsApplication application(RealTopics topics) {
        return new StreamsApplication(
                Applications.CONVERSATION,
                Applications.CONVERSATION.settingsAmong(
                        topics.settings(folder.resolve("state").toString())),
                registry,
                new SimpleMeterRegistry());
    }
}
