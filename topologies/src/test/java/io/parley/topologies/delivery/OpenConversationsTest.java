package io.parley.topologies.delivery;

import io.parley.avro.Close;
import io.parley.avro.Open;
import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.avro.Typing;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;

import static org.assertj.core.api.Assertions.assertThat;

/** Who has a conversation open, as far as the others' typing and read marks show it. Ann, Bob and Cid are on a gateway each. */
class OpenConversationsTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final DeliveryFixture delivery = new DeliveryFixture();

    @BeforeEach
    void create() {
        delivery.event(events.created("ann", "bob", "cid"));
        for (long sequence = 2; sequence <= 9; sequence++) {
            delivery.event(events.message(sequence, "ann"));
        }
    }

    @AfterEach
    void close() {
        delivery.close();
    }

    @Test
    void shouldTellTypingToTheOthersWhoHaveItOpen() {
        // Given
        open("ann", "gw-1");
        open("bob", "gw-2");
        open("cid", "gw-2");
        drain();

        // When
        typing("bob", "gw-2");

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("typing bob ann");
        assertThat(delivery.told("gw-2")).containsExactly("typing bob cid");
    }

    @Test
    void shouldTellTypingAtMostOnceInThreeSeconds() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        typing("bob", "gw-2");
        delivery.pass(Duration.ofMillis(2_900));
        typing("bob", "gw-2");
        typing("cid", "gw-2");
        delivery.pass(Duration.ofMillis(200));
        typing("bob", "gw-2");

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("typing bob ann", "typing cid ann", "typing bob ann");
    }

    @Test
    void shouldRefuseTypingOfStrangers() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        typing("eve", "gw-2");

        // Then
        assertThat(delivery.told("gw-2")).containsExactly("RequestRefused");
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldTellNothingMoreWhenItWasClosed() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        delivery.signal(GROUP, "ann", "gw-1", new Close());
        delivery.signal(GROUP, "ann", "gw-1", new Close());
        typing("bob", "gw-2");
        read("bob", 9);

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
        assertThat(delivery.store(Names.INTERESTS).all().hasNext()).isFalse();
    }

    @Test
    void shouldTellNothingMoreWhenTheUserWasRemoved() {
        // Given
        open("ann", "gw-1");
        open("cid", "gw-3");
        drain();

        // When
        delivery.event(events.removed(10, "ann", "cid"));
        typing("bob", "gw-2");
        read("bob", 9);

        // Then
        assertThat(delivery.told("gw-3")).isEmpty();
        assertThat(delivery.told("gw-1")).containsExactly("typing bob ann", "read {bob=9} ann");
    }

    @Test
    void shouldKeepWhatWasOpenedAnewWhenTheRemovalIsReplayed() {
        // Given
        delivery.event(events.removed(10, "ann", "cid"));
        delivery.event(events.added(11, "ann", "cid"));
        open("cid", "gw-3");
        drain();

        // When
        delivery.restart();
        delivery.event(events.removed(10, "ann", "cid"));
        delivery.event(events.added(11, "ann", "cid"));
        typing("bob", "gw-2");

        // Then
        assertThat(delivery.told("gw-3")).containsExactly("typing bob cid");
    }

    @Test
    void shouldForgetWhatWasOpenedOnAGatewayWhoseEpochEnded() {
        // Given
        open("ann", "gw-1");
        open("bob", "gw-2");
        drain();

        // When
        delivery.lost("gw-1", 1);
        open("ann", "gw-1");
        typing("cid", "gw-3");

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("opened 9 ann-phone");
        assertThat(delivery.told("gw-2")).containsExactly("typing cid bob");
    }

    @Test
    void shouldBeOpenAgainUnderANewEpochAndOutliveTheOldOnesEndAndClose() {
        // Given
        open("ann", "gw-1");
        delivery.signal(new Signal(GROUP, "ann", "ann-phone", "gw-1", 2L, new Open()));
        drain();

        // When
        delivery.lease("gw-1", 2);
        delivery.signal(GROUP, "ann", "gw-1", new Close());
        delivery.lease("gw-1", 2);
        typing("cid", "gw-3");

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("typing cid ann");
    }

    @Test
    void shouldNotReviveWhatACrashHasLeftOfAnEndedEpoch() {
        // Given
        open("ann", "gw-1");
        delivery.<Long>store(Names.INTEREST_EPOCHS).put("gw-1", 1L);
        drain();

        // When
        delivery.restart();
        delivery.lost("gw-1", 1);
        typing("cid", "gw-3");

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
        assertThat(delivery.store(Names.INTERESTS).all().hasNext()).isFalse();
    }

    @Test
    void shouldBeOpenStillAfterARestartAndARepeat() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        delivery.restart();
        open("ann", "gw-1");
        typing("cid", "gw-3");

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("opened 9 ann-phone", "typing cid ann");
    }

    @Test
    void shouldTellReadMarksAtMostOnceInASecondAndTheLastOfEach() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        read("bob", 3);
        read("bob", 4);
        read("cid", 2);
        read("bob", 6);
        delivery.pass(Duration.ofMillis(900));
        read("bob", 7);
        assertThat(delivery.told("gw-1")).containsExactly("read {bob=3} ann");
        delivery.pass(Duration.ofMillis(200));

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("read {bob=7, cid=2} ann");
        delivery.pass(Duration.ofSeconds(2));
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldTellNoReadMarkThatDidNotMove() {
        // Given
        open("ann", "gw-1");
        read("bob", 5);
        drain();

        // When
        delivery.pass(Duration.ofSeconds(2));
        read("bob", 5);
        read("bob", 3);
        delivery.pass(Duration.ofSeconds(2));

        // Then
        assertThat(delivery.told("gw-1")).isEmpty();
    }

    @Test
    void shouldTellTheLastReadMarksAfterARestart() {
        // Given
        open("ann", "gw-1");
        read("bob", 3);
        read("bob", 8);
        drain();

        // When
        delivery.restart();
        delivery.pass(Duration.ofSeconds(2));

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("read {bob=8} ann");
    }

    @Test
    void shouldGiveEveryGatewayTheMarksWhenItIsOpenOnSeveral() {
        // Given
        open("ann", "gw-1");
        open("bob", "gw-2");
        open("cid", "gw-1");
        drain();

        // When
        read("bob", 9);

        // Then
        assertThat(delivery.told("gw-1")).containsExactly("read {bob=9} ann,cid");
        assertThat(delivery.told("gw-2")).containsExactly("read {bob=9} bob");
    }

    private void open(String userId, String gatewayId) {
        delivery.signal(GROUP, userId, gatewayId, new Open());
    }

    private void typing(String userId, String gatewayId) {
        delivery.signal(GROUP, userId, gatewayId, new Typing());
    }

    private void read(String userId, long sequence) {
        delivery.signal(GROUP, userId, "gw-9", new Read(sequence));
    }

    private void drain() {
        delivery.told("gw-1");
        delivery.told("gw-2");
        delivery.told("gw-3");
    }
}
