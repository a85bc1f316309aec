package io.parley.topologies.path;

import io.parley.avro.Close;
import io.parley.avro.Open;
import io.parley.avro.Signal;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.user.UserConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

/** Two sessions of one user on one gateway, one of which had a group open before it was large. More than three members are. */
class OneWayForAUserTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final PathFixture path = new PathFixture(
            4,
            ConversationConfig.standard().withLargeGroupThreshold(3).withLargeGroupHintInterval(Duration.ofHours(1)),
            UserConfig.standard());

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldHandEachEventOnceToTheGatewayWhileTheSecondSessionHasItOpen() {
        // Given
        path.connect("bob", "phone", "gw-1", 1);
        path.connect("bob", "laptop", "gw-1", 1);
        path.event(events.created("ann", "bob", "cid"));
        signal("phone", new Open());
        path.event(events.added(2, "ann", "dee"));
        signal("laptop", new Open());
        path.delivered("gw-1");

        // When
        path.event(events.message(3, "ann"));
        List<String> both = path.delivered("gw-1");
        signal("phone", new Close());
        path.event(events.message(4, "ann"));
        List<String> second = path.delivered("gw-1");
        signal("laptop", new Close());
        signal("laptop", new Open());
        path.event(events.message(5, "ann"));

        // Then
        assertThat(both).containsExactly("3 bob");
        assertThat(second).containsExactly("4 bob");
        assertThat(path.delivered("gw-1")).containsExactly("opened 4 laptop", "5 bob");
    }

    private void signal(String sessionId, Object body) {
        path.signal(new Signal(GROUP, "bob", sessionId, "gw-1", 1L, body));
    }
}
