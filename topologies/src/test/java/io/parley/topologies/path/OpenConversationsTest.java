package io.parley.topologies.path;

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

/**
 * The subscriptions of sessions, as far as the others' typing and read marks show them. Ann, Bob and Cid are on a
 * gateway each.
 */
class OpenConversationsTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final PathFixture path = new PathFixture();

    @BeforeEach
    void create() {
        path.event(events.created("ann", "bob", "cid"));
        for (long sequence = 2; sequence <= 9; sequence++) {
            path.event(events.message(sequence, "ann"));
        }
    }

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldSendTypingToTheOthersWhoHaveItOpen() {
        // Given
        open("ann", "gw-1");
        open("bob", "gw-2");
        open("cid", "gw-2");
        drain();

        // When
        typing("bob", "gw-2");

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("typing bob ann");
        assertThat(path.delivered("gw-2")).containsExactly("typing bob cid");
    }

    @Test
    void shouldSendTypingAtMostOnceInThreeSeconds() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        typing("bob", "gw-2");
        path.pass(Duration.ofMillis(2_900));
        typing("bob", "gw-2");
        typing("cid", "gw-2");
        path.pass(Duration.ofMillis(200));
        typing("bob", "gw-2");

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("typing bob ann", "typing cid ann", "typing bob ann");
    }

    @Test
    void shouldRefuseTypingOfStrangers() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        typing("eve", "gw-2");

        // Then
        assertThat(path.delivered("gw-2")).containsExactly("RequestRefused");
        assertThat(path.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldSendNothingMoreWhenItWasClosed() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        path.signal(GROUP, "ann", "gw-1", new Close());
        path.signal(GROUP, "ann", "gw-1", new Close());
        typing("bob", "gw-2");
        read("bob", 9);

        // Then
        assertThat(path.delivered("gw-1")).isEmpty();
        assertThat(path.storeOfConversations("conversation-subscriptions").all().hasNext())
                .isFalse();
    }

    @Test
    void shouldSendNothingMoreWhenTheUserWasRemoved() {
        // Given
        open("ann", "gw-1");
        open("cid", "gw-3");
        drain();

        // When
        path.event(events.removed(10, "ann", "cid"));
        typing("bob", "gw-2");
        read("bob", 9);

        // Then
        assertThat(path.delivered("gw-3")).isEmpty();
        assertThat(path.delivered("gw-1")).containsExactly("typing bob ann", "read {bob=9} ann");
    }

    @Test
    void shouldKeepWhatWasOpenedAnewWhenTheRemovalIsReplayed() {
        // Given
        path.event(events.removed(10, "ann", "cid"));
        path.event(events.added(11, "ann", "cid"));
        open("cid", "gw-3");
        drain();

        // When
        path.restart();
        path.againFrom(events.removed(10, "ann", "cid"));
        typing("bob", "gw-2");

        // Then
        assertThat(path.delivered("gw-3")).containsExactly("opened 11 cid-phone", "typing bob cid");
    }

    @Test
    void shouldForgetWhatWasOpenedOnAGatewayWhoseEpochEnded() {
        // Given
        open("ann", "gw-1");
        open("bob", "gw-2");
        drain();

        // When
        path.lost("gw-1", 1);
        open("ann", "gw-1");
        typing("cid", "gw-3");

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("opened 9 ann-phone");
        assertThat(path.delivered("gw-2")).containsExactly("typing cid bob");
    }

    @Test
    void shouldBeOpenAgainUnderANewEpochAndOutliveTheOldOnesEndAndClose() {
        // Given
        open("ann", "gw-1");
        path.signal(new Signal(GROUP, "ann", "ann-phone", "gw-1", 2L, new Open()));
        drain();

        // When
        path.lease("gw-1", 2);
        path.signal(GROUP, "ann", "gw-1", new Close());
        path.lease("gw-1", 2);
        typing("cid", "gw-3");

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("typing cid ann");
    }

    @Test
    void shouldBeOpenStillAfterARestartAndARepeat() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        path.restart();
        open("ann", "gw-1");
        typing("cid", "gw-3");

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("opened 9 ann-phone", "typing cid ann");
    }

    @Test
    void shouldSendReadMarksAtMostOnceInASecondAndTheLastOfEach() {
        // Given
        open("ann", "gw-1");
        drain();

        // When
        read("bob", 3);
        read("bob", 4);
        read("cid", 2);
        read("bob", 6);
        path.pass(Duration.ofMillis(900));
        read("bob", 7);
        assertThat(path.delivered("gw-1")).containsExactly("read {bob=3} ann");
        path.pass(Duration.ofMillis(200));

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("read {bob=7, cid=2} ann");
        path.pass(Duration.ofSeconds(2));
        assertThat(path.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldSendNoReadMarkThatDidNotMove() {
        // Given
        open("ann", "gw-1");
        read("bob", 5);
        drain();

        // When
        path.pass(Duration.ofSeconds(2));
        read("bob", 5);
        read("bob", 3);
        path.pass(Duration.ofSeconds(2));

        // Then
        assertThat(path.delivered("gw-1")).isEmpty();
    }

    @Test
    void shouldSendTheLastReadMarksAfterARestart() {
        // Given
        open("ann", "gw-1");
        read("bob", 3);
        read("bob", 8);
        drain();

        // When
        path.restart();
        path.pass(Duration.ofSeconds(2));

        // Then
        assertThat(path.delivered("gw-1")).containsExactly("read {bob=8} ann");
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
        assertThat(path.delivered("gw-1")).containsExactly("read {bob=9} ann,cid");
        assertThat(path.delivered("gw-2")).containsExactly("read {bob=9} bob");
    }

    private void open(String userId, String gatewayId) {
        path.signal(GROUP, userId, gatewayId, new Open());
    }

    private void typing(String userId, String gatewayId) {
        path.signal(GROUP, userId, gatewayId, new Typing());
    }

    private void read(String userId, long sequence) {
        path.signal(GROUP, userId, "gw-9", new Read(sequence));
    }

    private void drain() {
        path.delivered("gw-1");
        path.delivered("gw-2");
        path.delivered("gw-3");
    }
}
