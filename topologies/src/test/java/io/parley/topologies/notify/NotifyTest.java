package io.parley.topologies.notify;

import io.parley.avro.Device;
import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.Push;
import io.parley.avro.SendKind;
import io.parley.avro.TextMode;
import io.parley.avro.WebPushKeys;
import io.parley.schemas.PushReason;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class NotifyTest {

    private static final Duration PACE = Duration.ofSeconds(5);
    private static final Duration LATE = Duration.ofSeconds(1);

    private final NotifyFixture notify = new NotifyFixture(Map.of());

    @AfterEach
    void close() {
        notify.close();
    }

    @Test
    void shouldSendToEachDeviceWithAllThatItsProviderNeeds() {
        // Given
        WebPushKeys keys = new WebPushKeys("public", "secret");
        notify.register("ann", Platform.APNS, "a");
        notify.device(new Device("ann", Platform.WEB, "https://push.example/1", false, keys, TextMode.SENDER, "work"));

        // When
        Instant at = notify.push(push("ann", "c", 5, "hello"));

        // Then
        List<DeviceSend> sends = notify.sends();
        assertThat(sends).hasSize(2).allSatisfy(send -> {
            assertThat(send.getUserId()).isEqualTo("ann");
            assertThat(send.getSequence()).isEqualTo(5);
            assertThat(send.getKind()).isEqualTo(SendKind.SHOW);
            assertThat(send.getAlarm()).isTrue();
            assertThat(send.getBadge()).isEqualTo(1);
            assertThat(send.getUnread()).isEqualTo(1);
            assertThat(send.getSentAt()).isEqualTo(at);
            assertThat(send.getExpiresAt()).isEqualTo(at.plus(Duration.ofDays(28)));
            assertThat(send.getCollapseId()).matches("[A-Za-z0-9_-]{43}");
        });
        assertThat(sends.get(0).getText().getContent()).isEqualTo("hello");
        assertThat(sends.get(1).getDevice().getKeys()).isEqualTo(keys);
        assertThat(sends.get(1).getDevice().getApp()).isEqualTo("work");
        assertThat(sends.get(1).getText().getMode()).isEqualTo(TextMode.SENDER);
        assertThat(sends.get(1).getText().getSenderId()).isEqualTo("bob");
        assertThat(sends.get(1).getText().getContent()).isNull();
        assertThat(notify.outcomes()).isEmpty();
    }

    @Test
    void shouldSendTheNewestOfABurstAndSayOfTheOthersThatTheyWere() {
        // Given
        notify.register("ann", Platform.APNS, "a");
        notify.push(push("ann", "c", 5, "1"));

        // When
        notify.push(push("ann", "c", 6, "2"));
        notify.push(push("ann", "c", 7, "3"));
        notify.push(push("ann", "other", 1, "4"));
        notify.pass(PACE.minus(LATE));

        // Then
        assertThat(notify.sends()).extracting(DeviceSend::getSequence).containsExactly(5L, 1L);
        assertThat(notify.outcomes()).singleElement().satisfies(outcome -> {
            assertThat(outcome.getReason()).isEqualTo("coalesced");
            assertThat(outcome.getSequence()).isEqualTo(6);
            assertThat(outcome.getSupersededBy()).isEqualTo(7);
        });
        notify.pass(LATE.plus(LATE));
        assertThat(notify.sends()).singleElement().satisfies(send -> {
            assertThat(send.getSequence()).isEqualTo(7);
            assertThat(send.getAlarm()).isTrue();
            assertThat(send.getBadge()).isEqualTo(2);
        });
    }

    @Test
    void shouldSendWhatWaitedWhenTheProcessWasRestarted() {
        // Given
        notify.register("ann", Platform.APNS, "a");
        notify.push(push("ann", "c", 5, "1"));
        notify.push(push("ann", "c", 6, "2"));

        // When
        notify.restart();
        notify.pass(PACE.plus(LATE));

        // Then
        assertThat(notify.sends()).extracting(DeviceSend::getSequence).containsExactly(5L, 6L);
    }

    @Test
    void shouldWithdrawAndCountTheBadge() {
        // Given
        notify.register("ann", Platform.APNS, "a");
        notify.push(push("ann", "c", 5, "1"));
        notify.push(push("ann", "d", 3, "2"));
        notify.sends();

        // When
        notify.push(withdrawal("ann", "c", 5));
        notify.push(withdrawal("ann", "d", 3));
        notify.push(push("ann", "d", 3, "again"));

        // Then
        assertThat(notify.sends())
                .extracting(DeviceSend::getKind)
                .containsExactly(SendKind.WITHDRAW, SendKind.WITHDRAW);
        assertThat(notify.reasons()).containsExactly("3 withdrawn");
        notify.restart();
        notify.push(push("ann", "e", 1, "3"));
        assertThat(notify.sends()).extracting(DeviceSend::getBadge).containsExactly(1);
    }

    @Test
    void shouldTakeTheTokenFromTheUserWhoHadItWhateverPartitionTheyAreIn() {
        for (int i = 0; i < 6; i++) {
            // Given
            String token = "t" + i;
            notify.register("ann" + i, Platform.FCM, token);
            notify.push(push("ann" + i, "c", 5, "1"));
            notify.push(push("ann" + i, "c", 6, "waits"));

            // When
            notify.register("bob" + i, Platform.FCM, token);
            notify.push(push("ann" + i, "d", 1, "2"));
            notify.push(push("bob" + i, "c", 7, "3"));
            notify.pass(PACE.plus(LATE));

            // Then
            assertThat(notify.sends())
                    .extracting(send -> send.getUserId() + " " + send.getSequence())
                    .containsExactly("ann" + i + " 5", "bob" + i + " 7");
            assertThat(notify.reasons()).containsExactly("0 former-owner", "1 former-owner", "6 former-owner");
        }
        assertThat(notify.devices())
                .filteredOn(record -> record.value() == null)
                .hasSize(6);
    }

    @Test
    void shouldGiveTheTokenBackToTheUserWhoRegistersItAgain() {
        // Given
        notify.register("ann", Platform.FCM, "t");
        notify.register("bob", Platform.FCM, "t");

        // When
        notify.register("ann", Platform.FCM, "t");
        notify.push(push("ann", "c", 1, "1"));
        notify.push(push("bob", "c", 1, "1"));

        // Then
        assertThat(notify.sends()).extracting(DeviceSend::getUserId).containsExactly("ann");
    }

    @Test
    void shouldDropADeadTokenUnlessItWasRegisteredLater() {
        // Given
        notify.register("ann", Platform.APNS, "a");
        Instant death = notify.now();
        notify.push(push("ann", "c", 1, "1"));
        notify.register("ann", Platform.APNS, "a");

        // When
        notify.answer("ann", Platform.APNS, "a", PushReason.GONE, death);
        notify.push(push("ann", "d", 1, "1"));

        // Then
        assertThat(notify.sends()).hasSize(2);

        // And when it is over for good
        notify.answer("ann", Platform.APNS, "a", PushReason.GONE, notify.now());
        notify.push(push("ann", "e", 1, "1"));
        assertThat(notify.sends()).isEmpty();
        assertThat(notify.reasons()).contains("1 gone");
        assertThat(notify.devices().get(notify.devices().size() - 1).value()).isNull();
    }

    @Test
    void shouldKeepTokensThatAProviderDoesNotKnowWhenThereAreTooMany() {
        // Given
        try (NotifyFixture few = new NotifyFixture(Map.of("notify.bad-tokens", "2"))) {
            for (int i = 0; i < 2; i++) {
                few.register("ann", Platform.APNS, "t" + i);
            }
            few.answer("ann", Platform.APNS, "t0", PushReason.BAD_TOKEN, few.now());

            // When one is bad in a minute, and then two
            few.pass(Duration.ofSeconds(61));
            few.push(push("ann", "c", 1, "1"));
            assertThat(few.sends())
                    .extracting(send -> send.getDevice().getToken())
                    .containsExactly("t1");
            few.register("ann", Platform.APNS, "t0");
            few.answer("ann", Platform.APNS, "t0", PushReason.BAD_TOKEN, few.now());
            few.answer("ann", Platform.APNS, "t1", PushReason.BAD_TOKEN, few.now());
            few.pass(Duration.ofSeconds(61));

            // Then
            few.push(push("ann", "c", 2, "1"));
            assertThat(few.sends()).hasSize(2);
        }
    }

    @Test
    void shouldMakeNoSoundForWhatIsOldAndSendNothingThatIsTooOld() {
        // Given
        try (NotifyFixture hasty =
                new NotifyFixture(Map.of("notify.alarm-age", "2s", "notify.time-to-live", "1m", "notify.pace", "1h"))) {
            hasty.register("ann", Platform.APNS, "a");
            hasty.push(push("ann", "c", 1, "1"));
            hasty.push(push("ann", "c", 2, "2"));

            // When
            hasty.pass(Duration.ofMinutes(61));

            // Then
            assertThat(hasty.sends()).extracting(DeviceSend::getSequence).containsExactly(1L);
            assertThat(hasty.reasons()).containsExactly("2 expired");
        }
        try (NotifyFixture hasty = new NotifyFixture(Map.of("notify.alarm-age", "2s"))) {
            hasty.register("ann", Platform.APNS, "a");
            hasty.push(push("ann", "c", 1, "1"));
            hasty.push(push("ann", "c", 2, "2"));
            hasty.pass(PACE.plus(LATE));
            assertThat(hasty.sends()).extracting(DeviceSend::getAlarm).containsExactly(true, false);
        }
    }

    @Test
    void shouldSayWhyWhenTheUserHasNoDevice() {
        // When
        notify.push(push("ann", "c", 1, "1"));
        notify.register("ann", Platform.APNS, "a");
        notify.remove("ann", Platform.APNS, "a");
        notify.push(push("ann", "c", 2, "1"));

        // Then
        assertThat(notify.sends()).isEmpty();
        assertThat(notify.reasons()).containsExactly("1 no-device", "2 no-device");
    }

    @Test
    void shouldShowNoMoreThanTheInstallationAllows() {
        try (NotifyFixture discreet = new NotifyFixture(Map.of("notify.text", "none"))) {
            // When
            discreet.register("ann", Platform.APNS, "a");
            discreet.push(push("ann", "c", 1, "secret"));

            // Then
            assertThat(discreet.sends()).singleElement().satisfies(send -> {
                assertThat(send.getText().getMode()).isEqualTo(TextMode.NONE);
                assertThat(send.getText().toString()).doesNotContain("secret", "bob");
            });
        }
    }

    private static Push push(String userId, String conversationId, long sequence, String content) {
        return new Push(userId, conversationId, sequence, "bob", null, content, 1);
    }

    private static Push withdrawal(String userId, String conversationId, long sequence) {
        return new Push(userId, conversationId, sequence, "", null, null, 0);
    }
}
