package io.parley.gateway.log;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Device;
import io.parley.avro.Platform;
import io.parley.avro.TextMode;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.AvroSerdes;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.LocalSchemaRegistry;
import io.parley.schemas.Topic;
import io.parley.schemas.Topics;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.common.Cluster;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.PartitionInfo;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;

/** Bytes that wait for the log are counted, for every outcome of the append. */
class LogProducerTest {

    private final Topic<Device> topic =
            new Topics(new CatalogueConfig("p.", 2, 2, (short) 1, Duration.ofDays(1))).devices();
    private final MockProducer<byte[], byte[]> kafka =
            new MockProducer<>(cluster(), false, null, new ByteArraySerializer(), new ByteArraySerializer());
    private final LogPressure pressure = new LogPressure(1 << 20);
    private final List<Exception> failures = new ArrayList<>();
    private Appender<Device> appender;

    @BeforeEach
    void start() {
        appender = new LogProducer(
                        kafka,
                        new AvroSerdes(new LocalSchemaRegistry()),
                        new GatewayMetrics(new SimpleMeterRegistry()),
                        pressure,
                        Duration.ofSeconds(1))
                .to(topic);
    }

    @Test
    void shouldCountWhatWaitsUntilTheLogHasConfirmedIt() {
        // Given
        appender.append("alice", device(), failures::add);
        appender.append("alice", device(), failures::add);
        long both = pressure.bytes();

        // When
        kafka.completeNext();

        // Then
        assertThat(both).isGreaterThan(2L * device().getToken().length());
        assertThat(pressure.bytes()).isEqualTo(both / 2);
        assertThat(failures).containsExactly((Exception) null);
    }

    @Test
    void shouldCountItNoLongerWhenTheLogDidNotConfirm() {
        // Given
        appender.append("alice", device(), failures::add);

        // When
        kafka.errorNext(new TimeoutException("too late"));

        // Then
        assertThat(pressure.bytes()).isZero();
        assertThat(failures).singleElement().isInstanceOf(TimeoutException.class);
    }

    @Test
    void shouldCountItNoLongerWhenItCanNotEvenBeSent() {
        // Given
        kafka.sendException = new IllegalStateException("closed");

        // When
        appender.append("alice", device(), failures::add);

        // Then
        assertThat(pressure.bytes()).isZero();
        assertThat(failures).singleElement().isInstanceOf(IllegalStateException.class);
    }

    @Test
    void shouldAcknowledgeOnceWhenTheCallbackFails() {
        // Given
        kafka.sendException = new IllegalStateException("closed");

        // When
        appender.append("alice", device(), failure -> {
            failures.add(failure);
            throw new IllegalArgumentException("a fault of the caller's");
        });

        // Then
        assertThat(failures).hasSize(1);
        assertThat(pressure.bytes()).isZero();
    }

    private static Device device() {
        return new Device("alice", Platform.APNS, "a token", false, null, TextMode.FULL, null);
    }

    private Cluster cluster() {
        Node[] nodes = {new Node(1, "broker", 9092)};
        List<PartitionInfo> partitions = IntStream.range(0, topic.partitions())
                .mapToObj(partition -> new PartitionInfo(topic.name(), partition, nodes[0], nodes, nodes))
                .toList();
        return new Cluster("cluster", List.of(nodes), partitions, Set.of(), Set.of());
    }
}
