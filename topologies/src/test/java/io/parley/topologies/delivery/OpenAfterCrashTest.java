package io.parley.topologies.delivery;

import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.RequestRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A member opens a conversation and is removed; then a crash cuts the stores, and the open comes again first. */
class OpenAfterCrashTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldNotOpenFromTheRemovalOnWhereverTheStoresWereCut(long seed) {
        try (DeliveryFixture delivery = new DeliveryFixture()) {
            // Given
            delivery.event(events.created("ann", "bob"));
            delivery.event(events.message(2, "ann"));
            delivery.commit();
            delivery.signal(GROUP, "bob", "gw-1", new Open());
            delivery.event(events.removed(3, "ann", "bob"));
            delivery.event(events.message(4, "ann"));

            // When
            delivery.crash(new Random(seed));
            delivery.signal(GROUP, "bob", "gw-1", new Open());

            // Then
            List<Object> told = delivery.deliveries("gw-1");
            assertThat(told).hasSize(1).allSatisfy(answer -> {
                if (answer instanceof OpenedDelivery opened) {
                    assertThat(opened.getHead()).as("head").isLessThan(3);
                } else {
                    assertThat(answer).isInstanceOf(RequestRefused.class);
                }
            });
        }
    }
}
