package io.parley.gateway.session.request;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Renamed;
import io.parley.gateway.metrics.GatewayMetrics;
import org.junit.jupiter.api.Test;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;

import static io.parley.gateway.session.SessionFixture.GROUP;
import static io.parley.gateway.session.SessionFixture.NOW;
import static io.parley.gateway.session.SessionFixture.OTHER_GROUP;
import static io.parley.gateway.session.SessionFixture.event;
import static io.parley.gateway.session.SessionFixture.message;
import static org.assertj.core.api.Assertions.assertThat;

class RecentMessagesTest {

    private final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    private final TestClock clock = new TestClock();
    private final RecentMessages recent = new RecentMessages(clock, new GatewayMetrics(meters));

    private static final class TestClock extends Clock {

        private Instant now = NOW;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    @Test
    void shouldKnowWhoseAndOfWhenAMessageIsWhenItHasPassed() {
        // When
        pass(message(GROUP, 5));
        pass(event(GROUP, 6, new Message("aGk=", "text/plain", true, null)));
        pass(event(GROUP, 7, new Renamed("new")));

        // Then
        assertThat(recent.find(place(5))).hasValueSatisfying(passed -> {
            assertThat(passed.senderId()).isEqualTo("bob");
            assertThat(passed.sentAt()).isEqualTo(NOW);
            assertThat(passed.encrypted()).isFalse();
        });
        assertThat(recent.find(place(6)))
                .hasValueSatisfying(passed -> assertThat(passed.encrypted()).isTrue());
        assertThat(recent.find(place(7))).isEmpty();
        assertThat(recent.find(new EventKey(OTHER_GROUP, 5))).isEmpty();
        assertThat(size()).isEqualTo(2);
    }

    @Test
    void shouldForgetTheOldestWhenThereAreMoreThanItsBound() {
        // Given
        for (int i = 1; i <= RecentMessages.MAX_SIZE; i++) {
            pass(message(GROUP, i));
        }
        pass(message(GROUP, 1));
        boolean firstAtTheBound = recent.find(place(1)).isPresent();

        // When
        pass(message(GROUP, RecentMessages.MAX_SIZE + 1));

        // Then
        assertThat(firstAtTheBound).isTrue();
        assertThat(recent.find(place(1))).isEmpty();
        assertThat(recent.find(place(2))).isPresent();
        assertThat(size()).isEqualTo(RecentMessages.MAX_SIZE);
    }

    @Test
    void shouldForgetAMessageWhenItIsOlderThanItsBound() {
        // Given
        pass(message(GROUP, 5));
        clock.now = NOW.plus(RecentMessages.MAX_AGE);
        boolean atTheBound = recent.find(place(5)).isPresent();

        // When
        clock.now = clock.now.plusMillis(1);
        boolean beyondIt = recent.find(place(5)).isPresent();
        pass(message(GROUP, 6));

        // Then
        assertThat(atTheBound).isTrue();
        assertThat(beyondIt).isFalse();
        assertThat(recent.find(place(6))).as("it came late").isEmpty();
        assertThat(size()).isZero();
    }

    private void pass(Event event) {
        recent.add(new EventKey(event.getConversationId(), event.getSequence()), event);
    }

    private static EventKey place(long sequence) {
        return new EventKey(GROUP, sequence);
    }

    private double size() {
        return meters.get("parley.gateway.recent.messages").gauge().value();
    }
}
