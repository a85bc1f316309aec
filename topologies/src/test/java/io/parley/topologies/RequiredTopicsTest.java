package io.parley.topologies;

import io.parley.avro.Event;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.Compatibility;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.streams.Topology;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class RequiredTopicsTest {

    @Test
    void shouldRequireWhatTheTopologyNamesDeadLettersAndItsOwn() {
        // Given
        Topics topics = new Topics(CatalogueConfig.small());
        Topic<Event> own =
                new Topic<>("own", "key", "words", Event.class, 1, (short) 1, Compatibility.BACKWARD, Map.of());
        Topology topology =
                new Topology().addSource("read", topics.events().name()).addSink("write", own.name(), "read");

        // When
        RequiredTopics required = RequiredTopics.of(topology, topics, List.of(own));

        // Then
        assertThat(required.topics())
                .extracting(Topic::name)
                .containsExactlyInAnyOrder("parley.events", "parley.dead-letters", "own");
    }
}
