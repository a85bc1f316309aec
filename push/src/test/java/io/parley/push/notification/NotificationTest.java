package io.parley.push.notification;

import io.parley.push.Samples;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NotificationTest {

    @Test
    void shouldSoundTheAlarmThatNobodyHasHeardWhenACorrectionTakesItsPlace() {
        // Given
        Notification alarm = Samples.alarm("phone", "general", 5);
        Notification correction = Samples.silent("phone", "general", 5).with(Samples.text("Lunch at noon?"));

        // When
        Notification sent = correction.insteadOf(alarm);

        // Then
        assertThat(sent.manner()).isEqualTo(Manner.ALARM);
        assertThat(sent.text().body()).contains("Lunch at noon?");
    }

    @Test
    void shouldWithdrawWhenTheAlarmWasNeverSent() {
        Notification withdrawal = Samples.withdrawal("phone", "general", 5);

        assertThat(withdrawal.insteadOf(Samples.alarm("phone", "general", 5))).isEqualTo(withdrawal);
    }

    @Test
    void shouldKeepTheHigherSequenceWhenALowerOneComesLate() {
        Notification newer = Samples.alarm("phone", "general", 6);

        assertThat(Samples.silent("phone", "general", 5).insteadOf(newer)).isSameAs(newer);
    }

    @Test
    void shouldHaveOneIdForAllTriesAndAnotherForAnotherText() {
        Notification alarm = Samples.alarm("phone", "general", 5);

        assertThat(Samples.alarm("phone", "general", 5).id()).isEqualTo(alarm.id());
        assertThat(alarm.with(Samples.text("Dinner?")).id()).isNotEqualTo(alarm.id());
        assertThat(Samples.alarm("tablet", "general", 5).id()).isNotEqualTo(alarm.id());
    }

    @Test
    void shouldRevealNoMoreThanTheNarrowerMode() {
        Text text = Samples.text("Lunch?");

        assertThat(text.in(TextMode.FULL.narrower(TextMode.SENDER)).body()).isEmpty();
        assertThat(text.in(TextMode.FULL.narrower(TextMode.SENDER)).sender()).contains("alice");
        assertThat(text.in(TextMode.NONE.narrower(TextMode.FULL))).isEqualTo(Text.NONE);
        assertThat(text.in(TextMode.FULL.narrower(TextMode.FULL))).isEqualTo(text);
    }

    @Test
    void shouldShowNoTokenAndNoTextInLogs() {
        assertThat(Samples.alarm("secret-token", "general", 5).toString()).doesNotContain("secret-token", "Lunch");
        assertThat(new WebSubscription("https://push.example/secret", "key", "auth").toString())
                .doesNotContain("secret", "key", "auth");
    }
}
