package io.parley.topologies.notify;

import io.parley.avro.DeviceAddress;
import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.avro.SendKind;
import io.parley.avro.SendText;
import io.parley.avro.TextMode;
import io.parley.schemas.DeviceKey;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Guarantees hold where they should, and fail where they should. */
class GuaranteesTest {

    private static final DeviceKey OF_ANN = new DeviceKey("ann", Platform.APNS, "t");
    private static final DeviceKey OF_BOB = new DeviceKey("bob", Platform.APNS, "t");

    @Test
    void shouldAllowBothOwnersUntilTheCommitAndThenTheNewOne() {
        NeverToAFormerOwner guarantee = new NeverToAFormerOwner();
        assertFails(() -> guarantee.check(send("ann", 5, SendKind.SHOW, 1)));
        guarantee.registered(OF_ANN);
        guarantee.settled();
        guarantee.registered(OF_BOB);
        guarantee.check(send("ann", 5, SendKind.SHOW, 1));
        guarantee.check(send("bob", 5, SendKind.SHOW, 1));
        guarantee.settled();
        guarantee.check(send("bob", 5, SendKind.SHOW, 1));
        assertFails(() -> guarantee.check(send("ann", 5, SendKind.SHOW, 1)));
        guarantee.removed(OF_BOB);
        guarantee.settled();
        assertFails(() -> guarantee.check(send("bob", 5, SendKind.SHOW, 1)));
    }

    @Test
    void shouldFailWhenANotificationComesAfterALaterOne() {
        OrderOnDevice guarantee = new OrderOnDevice();
        guarantee.check(send("ann", 5, SendKind.SHOW, 1));
        guarantee.check(send("ann", 5, SendKind.REPLACE, 2));
        guarantee.check(send("bob", 4, SendKind.SHOW, 2));
        guarantee.check(send("ann", 6, SendKind.SHOW, 3));
        guarantee.check(send("ann", 6, SendKind.WITHDRAW, 4));
        assertFails(() -> guarantee.check(send("ann", 5, SendKind.REPLACE, 5)));
        assertFails(() -> {
            guarantee.check(send("ann", 7, SendKind.SHOW, 6));
            guarantee.check(send("ann", 7, SendKind.SHOW, 7));
        });
    }

    @Test
    void shouldFailWhenAWithdrawnMessageIsShown() {
        WithdrawnStaysWithdrawn guarantee = new WithdrawnStaysWithdrawn();
        guarantee.pushed(push(5, 0));
        guarantee.check(send("ann", 5, SendKind.SHOW, 1));
        guarantee.settled();
        guarantee.check(send("ann", 5, SendKind.WITHDRAW, 2));
        guarantee.check(send("ann", 6, SendKind.SHOW, 3));
        assertFails(() -> guarantee.check(send("ann", 5, SendKind.SHOW, 4)));
        assertFails(() -> guarantee.check(send("ann", 4, SendKind.REPLACE, 4)));
    }

    @Test
    void shouldFailWhenAPushHasNoEndOrTwo() {
        EveryPushHasAnEnd guarantee = new EveryPushHasAnEnd();
        guarantee.pushed(push(5, 1));
        assertFails(guarantee::checkComplete);
        guarantee.sent(send("ann", 5, SendKind.SHOW, 1));
        guarantee.sent(send("ann", 5, SendKind.SHOW, 1));
        guarantee.checkComplete();
        guarantee.pushed(push(6, 1));
        guarantee.ended(outcome(6));
        guarantee.checkComplete();
        guarantee.ended(outcome(5));
        assertFails(guarantee::checkComplete);
    }

    private static void assertFails(ThrowingCallable check) {
        assertThatThrownBy(check).isInstanceOf(AssertionError.class);
    }

    private static DeviceSend send(String userId, long sequence, SendKind kind, long atMs) {
        return DeviceSend.newBuilder()
                .setUserId(userId)
                .setDevice(new DeviceAddress(Platform.APNS, "t", null, null))
                .setConversationId("c")
                .setSequence(sequence)
                .setKind(kind)
                .setAlarm(kind == SendKind.SHOW)
                .setText(new SendText(TextMode.NONE, "", null, null))
                .setUnread(1)
                .setBadge(1)
                .setCollapseId("x")
                .setSentAt(Instant.ofEpochMilli(atMs))
                .setExpiresAt(Instant.ofEpochMilli(atMs + 1))
                .build();
    }

    private static Push push(long sequence, int unread) {
        return new Push("ann", "c", sequence, "", null, null, unread);
    }

    private static PushOutcome outcome(long sequence) {
        return PushOutcome.newBuilder()
                .setUserId("ann")
                .setConversationId("c")
                .setSequence(sequence)
                .setReason("coalesced")
                .setAt(Instant.EPOCH)
                .build();
    }
}
