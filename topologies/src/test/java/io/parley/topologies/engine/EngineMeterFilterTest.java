package io.parley.topologies.engine;

import io.micrometer.core.instrument.Meter;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.config.MeterFilterReply;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class EngineMeterFilterTest {

    private final EngineMeterFilter filter = new EngineMeterFilter(Set.of("parley.events", "chat_events"));

    @ParameterizedTest
    @CsvSource({
        "kafka.consumer.fetch.manager.records.lag, parley.events, NEUTRAL",
        "kafka.consumer.fetch.manager.records.lag, parley_events, DENY",
        "kafka.consumer.fetch.manager.records.lag, chat_events, NEUTRAL",
        "kafka.consumer.fetch.manager.records.lag, parley.conversation-conversation-state-changelog, DENY",
        "kafka.consumer.fetch.manager.records.lag.avg, parley.events, DENY",
        "kafka.consumer.fetch.manager.records.lag.max, parley.events, NEUTRAL",
        "kafka.consumer.fetch.manager.records.lag.max, parley_events, DENY",
        "kafka.consumer.fetch.manager.records.consumed.total, , DENY",
        "kafka.consumer.node.request.total, , DENY",
        "kafka.admin.client.connection.count, , DENY",
        "kafka.producer.record.error.total, , NEUTRAL",
        "kafka.producer.topic.record.error.total, parley.events, DENY",
        "kafka.stream.state.put.rate, , DENY",
        "kafka.stream.task.process.total, , DENY",
        "kafka.stream.thread.process.ratio, , NEUTRAL",
        "kafka.stream.thread.process.rate, , DENY",
        "kafka.stream.alive.stream.threads, , NEUTRAL",
        "kafka.stream.decision.decided.total, , NEUTRAL",
        "kafka.stream.somebodys.own.total, , NEUTRAL",
        "parley.streams.dead.letters, parley_events, NEUTRAL",
    })
    void shouldLetThroughWhatSomebodyMayActOn(String name, String topic, MeterFilterReply expected) {
        // Given
        Tags tags = topic == null ? Tags.empty() : Tags.of("topic", topic);

        // When
        MeterFilterReply reply = filter.accept(new Meter.Id(name, tags, null, null, Meter.Type.GAUGE));

        // Then
        assertThat(reply).isEqualTo(expected);
    }
}
