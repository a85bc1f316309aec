package io.parley.topologies.delivery;

import io.parley.avro.Event;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

/** Up to where those have read who sent something, as {@code opened} shows it. */
class SentMarksTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final DeliveryFixture delivery = new DeliveryFixture();

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldShowTheMarksOfAllWhoSentSomethingHoweverManyTheyAre() {
        // Given
        happens(events.created("ann", "bob", "cid", "dee", "eve", "fay", "gil"));
        List<String> senders = List.of("ann", "bob", "cid", "dee", "eve", "fay", "ann");
        for (int i = 0; i < senders.size(); i++) {
            happens(events.message(2L + i, senders.get(i)));
        }
        delivery.signal(GROUP, "bob", "gw-1", new Read(1L));
        delivery.signal(GROUP, "cid", "gw-1", new Read(6L));

        // When
        Map<String, Long> reads = reads();
        delivery.restart();
        happens(events.message(3, "bob"));

        // Then
        assertThat(reads)
                .isEqualTo(Map.of("ann", 8L, "bob", 3L, "cid", 6L, "dee", 5L, "eve", 6L, "fay", 7L))
                .isEqualTo(reads());
    }

    @Test
    void shouldSayNothingOfItToThoseWhoHaveTheConversationOpen() {
        // Given
        happens(events.created("ann", "bob"));
        delivery.signal(GROUP, "gil", "gw-1", new Open());
        delivery.signal(GROUP, "ann", "gw-1", new Open());
        delivery.deliveries("gw-1");

        // When
        happens(events.message(2, "bob"));

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldTellThatAUserHasStoppedTyping() {
        // Given
        happens(events.created("ann", "bob"));
        delivery.signal(GROUP, "ann", "gw-1", new Open());
        delivery.deliveries("gw-1");

        // When
        delivery.signal(GROUP, "bob", "gw-2", new Typing(true));
        delivery.signal(GROUP, "bob", "gw-2", new Typing(false));
        delivery.signal(GROUP, "bob", "gw-2", new Typing(true));

        // Then
        assertThat(delivery.deliveries("gw-1"))
                .containsExactly(
                        new TypingDelivery(GROUP, "bob", List.of("ann"), false),
                        new TypingDelivery(GROUP, "bob", List.of("ann"), true));
    }

    private void happens(Event event) {
        delivery.event(event);
    }

    private Map<String, Long> reads() {
        delivery.deliveries("gw-9");
        delivery.signal(new Signal(GROUP, "gil", "gil-laptop", "gw-9", 1L, new Open()));
        return ((OpenedDelivery) delivery.deliveries("gw-9").get(0)).getReads();
    }
}
