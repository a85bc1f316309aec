package io.parley.gateway;

import io.parley.gateway.limit.ConnectionLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class ConnectionLimitsTest {

    @ParameterizedTest
    @CsvSource({"9, 1, 0, 0, alice, 429", "9, 0, 1, 0, bob, 429", "1, 0, 0, 0, bob, 503", "9, 0, 0, 1, bob, 503"})
    void shouldRefuseOneAboveALimitUntilThereIsRoom(
            int inAll, int perUser, int perAddress, int perSecond, String second, int status) throws Exception {
        // Given
        ConnectionLimits limits = new ConnectionLimits(inAll, perUser, perAddress, perSecond);
        try (LoopbackGateway gateway = new LoopbackGateway(
                true, List.of(), limits, LoopbackGateway.limits(Duration.ofSeconds(10), Duration.ofSeconds(15)))) {
            try (RawWebSocket first = connect(gateway, "alice");
                    // When
                    RawWebSocket refused = connect(gateway, second)) {
                // Then
                assertThat(first.answer()).startsWith("HTTP/1.1 101");
                assertThat(refused.answer())
                        .startsWith("HTTP/1.1 " + status)
                        .containsIgnoringCase("retry-after: ")
                        .containsIgnoringCase("content-type: application/problem+json");
            }
            await().untilAsserted(() -> {
                try (RawWebSocket next = connect(gateway, second)) {
                    assertThat(next.answer()).startsWith("HTTP/1.1 101");
                }
            });
        }
    }

    private static RawWebSocket connect(LoopbackGateway gateway, String userId) throws Exception {
        return new RawWebSocket(gateway.port(), "Authorization: Bearer " + gateway.token(userId) + "\r\n");
    }
}
