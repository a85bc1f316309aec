package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.Open;
import io.parley.avro.Signal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Two sessions of one user on one gateway, one of which had a group open before it was large. More than three members are. */
class OneWayForAUserTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final DeliveryFixture delivery = new DeliveryFixture(
            4,
            new DeliveryConfig(
                    Duration.ofDays(1), 10_000, 10_000, 3, Duration.ofHours(1), Duration.ofSeconds(20), 20_000));

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldHandEachEventOnceToTheGatewayWhileTheSecondSessionHasItOpen() {
        // Given
        delivery.connect("bob", "phone", "gw-1", 1);
        delivery.connect("bob", "laptop", "gw-1", 1);
        delivery.event(events.created("ann", "bob", "cid"));
        signal("phone", new Open());
        delivery.event(events.added(2, "ann", "dee"));
        signal("laptop", new Open());
        delivery.told("gw-1");

        // When
        delivery.event(events.message(3, "ann"));
        List<String> both = delivery.told("gw-1");
        signal("phone", new Close());
        delivery.event(events.message(4, "ann"));
        List<String> second = delivery.told("gw-1");
        signal("laptop", new Close());
        signal("laptop", new Open());
        delivery.event(events.message(5, "ann"));

        // Then
        assertThat(both).containsExactly("3 bob");
        assertThat(second).containsExactly("4 bob");
        assertThat(delivery.told("gw-1")).containsExactly("opened 4 laptop", "5 bob");
    }

    private void signal(String sessionId, Object body) {
        delivery.signal(new Signal(GROUP, "bob", sessionId, "gw-1", 1L, body));
    }
}
