package io.parley.push.sends;

import io.parley.avro.DeviceAddress;
import io.parley.avro.DeviceSend;
import io.parley.avro.Platform;
import io.parley.avro.PushOutcome;
import io.parley.avro.SendKind;
import io.parley.avro.SendText;
import io.parley.avro.WebPushKeys;
import io.parley.push.Samples;
import io.parley.push.ScriptedProvider;
import io.parley.push.TestClock;
import io.parley.push.lane.Ending;
import io.parley.push.lane.LaneLimits;
import io.parley.push.lane.Lanes;
import io.parley.push.lane.Outcome;
import io.parley.push.lane.Work;
import io.parley.push.notification.AppToken;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;
import io.parley.push.notification.TextMode;
import io.parley.push.notification.WebSubscription;
import io.parley.push.provider.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class DeviceSendsTest {

    private static final DeviceSends FULL = new DeviceSends(TextMode.FULL);

    @Test
    void shouldTakeOverAllThatAProviderNeeds() {
        // When
        Notification notification = FULL.notification(send(Platform.APNS, SendKind.SHOW, true));

        // Then
        assertThat(notification.target()).isEqualTo(new AppToken("token", Optional.of("org.example.chat")));
        assertThat(notification.subject().conversationId()).isEqualTo("general");
        assertThat(notification.subject().sequence()).isEqualTo(7);
        assertThat(notification.subject().unread()).isEqualTo(2);
        assertThat(notification.text()).isEqualTo(Samples.text("Lunch?"));
        assertThat(notification.badge()).hasValue(3);
        assertThat(notification.collapseId()).isEqualTo("collapse");
        assertThat(notification.timing().sentAt()).isEqualTo(Samples.NOW);
        assertThat(notification.timing().expiresAt()).isEqualTo(Samples.NOW.plus(Duration.ofDays(1)));
    }

    @ParameterizedTest
    @CsvSource({
        "SHOW, true, ALARM",
        "SHOW, false, SILENT",
        "REPLACE, false, SILENT",
        "REPLACE, true, ALARM",
        "WITHDRAW, false, WITHDRAWAL",
        "WITHDRAW, true, WITHDRAWAL"
    })
    void shouldSoundWhatIsAnAlarmAndNoWithdrawal(SendKind kind, boolean alarm, Manner expected) {
        assertThat(FULL.notification(send(Platform.FCM, kind, alarm)).manner()).isEqualTo(expected);
    }

    @Test
    void shouldTakeTheKeysOfASubscription() {
        // Given
        DeviceSend send = send(Platform.WEB, SendKind.SHOW, true);
        send.getDevice().setKeys(new WebPushKeys("public", "secret"));

        // Then
        assertThat(FULL.notification(send).target()).isEqualTo(new WebSubscription("token", "public", "secret"));
        send.getDevice().setKeys(null);
        assertThat(FULL.notification(send).target()).isEqualTo(new WebSubscription("token", "", ""));
    }

    @Test
    void shouldLetOutNoMoreThanTheInstallationAllows() {
        // Given
        DeviceSend send = send(Platform.APNS, SendKind.SHOW, true);

        // Then
        assertThat(new DeviceSends(TextMode.SENDER).notification(send).text().body())
                .isEmpty();
        assertThat(new DeviceSends(TextMode.NONE).notification(send).text()).isEqualTo(Text.NONE);
        send.getText().setMode(io.parley.avro.TextMode.NONE);
        assertThat(FULL.notification(send).text()).isEqualTo(Text.NONE);
    }

    @ParameterizedTest
    @CsvSource({
        "Unregistered, gone",
        "UNREGISTERED, gone",
        "410, gone",
        "BadDeviceToken, bad-token",
        "DeviceTokenNotForTopic, bad-token",
        "SENDER_ID_MISMATCH, bad-token"
    })
    void shouldSetApartTokensThatOurSettingsMayHaveSpoilt(String code, String reason) {
        // Given
        Instant since = Samples.NOW.minusSeconds(60);

        // When
        List<PushOutcome> outcomes =
                outcomes(new Answer.Gone(code, Optional.of(since)), send(Platform.FCM, SendKind.SHOW, true));

        // Then
        assertThat(outcomes).singleElement().satisfies(outcome -> {
            assertThat(outcome.getReason()).isEqualTo(reason);
            assertThat(outcome.getCode()).isEqualTo(code);
            assertThat(outcome.getAt()).isEqualTo(since);
            assertThat(outcome.getToken()).isEqualTo("token");
            assertThat(outcome.getPlatform()).isEqualTo(Platform.FCM);
        });
    }

    @Test
    void shouldNameWhatTookThePlaceOfAnother() {
        // Given
        DeviceSend first = send(Platform.FCM, SendKind.SHOW, true);
        DeviceSend second = send(Platform.FCM, SendKind.SHOW, true);
        second.setSequence(8);
        DeviceSend third = send(Platform.FCM, SendKind.SHOW, true);
        third.setSequence(9);

        // When
        List<PushOutcome> outcomes = outcomes(new Answer.Sent("id"), first, second, third);

        // Then
        assertThat(outcomes).extracting(PushOutcome::getSequence).containsExactly(8L, 7L, 9L);
        assertThat(outcomes).extracting(PushOutcome::getReason).containsExactly("coalesced", "sent", "sent");
        assertThat(outcomes).extracting(PushOutcome::getSupersededBy).containsExactly(9L, null, null);
        assertThat(outcomes).extracting(PushOutcome::getUserId).containsOnly("bob");
    }

    /** What comes of sending these, with this answer to each. */
    private static List<PushOutcome> outcomes(Answer answer, DeviceSend... sends) {
        ScriptedProvider provider = new ScriptedProvider(10);
        Lanes lanes = new Lanes(provider, new LaneLimits(10, Duration.ofHours(1)), new TestClock(), () -> 1);
        List<PushOutcome> outcomes = new ArrayList<>();
        for (DeviceSend send : sends) {
            lanes.offer(new Work(FULL.notification(send), new Ending() {
                @Override
                public void ended(Outcome outcome) {
                    outcomes.add(PushOutcomes.record(send, outcome));
                }

                @Override
                public boolean isAbandoned() {
                    return false;
                }
            }));
        }
        provider.answerAll(answer);
        return outcomes;
    }

    private static DeviceSend send(Platform platform, SendKind kind, boolean alarm) {
        return DeviceSend.newBuilder()
                .setUserId("bob")
                .setDevice(DeviceAddress.newBuilder()
                        .setPlatform(platform)
                        .setToken("token")
                        .setApp("org.example.chat")
                        .build())
                .setConversationId("general")
                .setSequence(7)
                .setKind(kind)
                .setAlarm(alarm)
                .setText(SendText.newBuilder()
                        .setMode(io.parley.avro.TextMode.FULL)
                        .setSenderId("alice")
                        .setTitle("The team")
                        .setContent("Lunch?")
                        .build())
                .setUnread(2)
                .setBadge(3)
                .setCollapseId("collapse")
                .setSentAt(Samples.NOW)
                .setExpiresAt(Samples.NOW.plus(Duration.ofDays(1)))
                .build();
    }
}
