package io.parley.topologies.testkit;

import org.apache.kafka.common.serialization.Serdes;
import org.apache.kafka.streams.Topology;
import org.apache.kafka.streams.processor.api.ContextualProcessor;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.Stores;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TopologyPictureTest {

    private static final class Forget extends ContextualProcessor<Object, Object, Object, Object> {

        @Override
        public void process(Record<Object, Object> record) {}
    }

    @Test
    void shouldDrawTopicsProcessorsAndStores() {
        // Given
        Topology topology = new Topology()
                .addSource("read", "in")
                .addProcessor("work", Forget::new, "read")
                .addStateStore(
                        Stores.keyValueStoreBuilder(
                                Stores.inMemoryKeyValueStore("shelf"), Serdes.String(), Serdes.String()),
                        "work")
                .addSink("write", "out", "work");

        // When
        String picture = TopologyPicture.of(topology);

        // Then
        assertThat(picture).isEqualTo("""
                        flowchart LR
                          n4(["in"])
                          n5(["out"])
                          subgraph part0 ["sub-topology 0"]
                            n0["read"]
                            n1["work"]
                            n2["write"]
                            n3[("shelf")]
                          end
                          n0 --> n1
                          n4 --> n0
                          n1 --> n2
                          n1 -.- n3
                          n2 --> n5
                        """);
    }
}
