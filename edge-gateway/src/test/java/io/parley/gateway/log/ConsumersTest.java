package io.parley.gateway.log;

import io.parley.runtime.kafka.Brokers;
import org.junit.jupiter.api.Test;

import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ConsumersTest {

    @Test
    void shouldGiveUpABrokerThatAnswersNothingSoon() {
        // When
        Map<String, Object> settings = new Consumers(new Brokers("broker:9092", Map.of())).settings("deliveries");

        // Then
        assertThat(settings)
                .containsEntry("request.timeout.ms", 5_000)
                .containsEntry("reconnect.backoff.max.ms", 500)
                .containsEntry("auto.offset.reset", "none");
    }
}
