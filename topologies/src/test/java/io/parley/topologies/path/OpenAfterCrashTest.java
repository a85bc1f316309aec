package io.parley.topologies.path;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.RequestRefused;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Duration;
import java.util.List;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** A member opens a conversation and is removed; then it is all rolled back, and comes again, in either order. */
class OpenAfterCrashTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void shouldNotOpenAfterTheRemovalInEitherOrderOfRepeats(long seed) {
        try (PathFixture path = new PathFixture()) {
            // Given
            Random random = new Random(seed);
            path.event(events.created("ann", "bob"));
            path.event(events.message(2, "ann"));
            path.commit();
            path.signal(GROUP, "bob", "gw-1", new Open());
            path.event(events.removed(3, "ann", "bob"));
            path.event(events.message(4, "ann"));
            path.deliveries("gw-1");

            // When
            path.crash(random);
            List<Object> repeated = path.deliveries("gw-1");
            boolean openFirst = random.nextBoolean();
            if (openFirst) {
                path.signal(GROUP, "bob", "gw-1", new Open());
            }
            path.event(events.removed(3, "ann", "bob"));
            if (!openFirst) {
                path.signal(GROUP, "bob", "gw-1", new Open());
            }

            // Then
            assertThat(repeated).allSatisfy(OpenAfterCrashTest::isFromBeforeTheRemoval);
            assertThat(path.deliveries("gw-1")).singleElement().satisfies(answer -> {
                if (openFirst) {
                    isFromBeforeTheRemoval(answer);
                } else {
                    assertThat(answer).isInstanceOf(RequestRefused.class);
                }
            });
        }
    }

    /** The session got an older head before, and events that aren't repeated: the ones in between are in history. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void shouldDeliverTheNewerHeadAndAllLaterEventsWhenTheOpenOfALargeGroupIsRepeatedLater(long seed) {
        try (PathFixture path = new PathFixture(4, 3)) {
            // Given
            path.connect("bob", "bob-phone", "gw-1", 1);
            path.event(events.created("ann", "bob", "cid", "dee"));
            path.event(events.message(2, "ann"));
            path.commit();
            path.signal(GROUP, "bob", "gw-1", new Open());
            List<String> first = path.delivered("gw-1");

            // When
            path.crash(new Random(seed));
            path.event(events.message(3, "ann"));
            path.event(events.message(4, "ann"));
            path.delivered("gw-1");
            path.signal(GROUP, "bob", "gw-1", new Open());
            path.event(events.message(5, "ann"));
            List<String> again = path.delivered("gw-1");
            path.pass(Duration.ofSeconds(11));

            // Then
            assertThat(first).endsWith("opened 2 bob-phone");
            assertThat(again).containsExactly("opened 4 bob-phone", "5 bob");
            assertThat(path.deliveries("gw-1")).singleElement().satisfies(hint -> {
                InboxEntry entry = ((InboxDelivery) hint).getConversations().get(0);
                assertThat(entry.getHead()).isEqualTo(5);
            });
        }
    }

    private static void isFromBeforeTheRemoval(Object answer) {
        assertThat(((OpenedDelivery) answer).getHead()).as("head").isEqualTo(2);
    }
}
