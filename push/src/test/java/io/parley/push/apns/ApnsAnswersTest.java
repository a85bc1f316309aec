package io.parley.push.apns;

import io.parley.push.Samples;
import io.parley.push.provider.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class ApnsAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "410, ExpiredToken, Gone",
        "400, BadDeviceToken, Gone",
        "400, DeviceTokenNotForTopic, Gone",
        "400, BadTopic, Refused",
        "400, TopicDisallowed, Refused",
        "400, BadCollapseId, Refused",
        "403, InvalidProviderToken, Refused",
        "403, ExpiredProviderToken, Refused",
        "403, MissingProviderToken, Refused",
        "413, PayloadTooLarge, TooLarge",
        "429, TooManyRequests, DeviceBusy",
        "429, TooManyProviderTokenUpdates, ProviderBusy",
        "500, InternalServerError, ProviderBusy",
        "503, ServiceUnavailable, ProviderBusy",
        "503, Shutdown, ProviderBusy",
        "503, SomethingNew, ProviderBusy",
        "400, SomethingNew, Refused"
    })
    void shouldDecideByStatusAndReason(int status, String reason, String expected) {
        Answer answer = ApnsAnswers.rejected(status, Optional.of(reason), Optional.empty());

        assertThat(answer.getClass().getSimpleName()).isEqualTo(expected);
        assertThat(answer.code()).isEqualTo(reason);
    }

    @Test
    void shouldSaySinceWhenATokenIsDead() {
        assertThat(ApnsAnswers.rejected(410, Optional.of("Unregistered"), Optional.of(Samples.NOW)))
                .isEqualTo(new Answer.Gone("Unregistered", Optional.of(Samples.NOW)));
    }

    @Test
    void shouldGoByTheStatusWhenThereIsNoReason() {
        assertThat(ApnsAnswers.rejected(502, Optional.empty(), Optional.empty()).code())
                .isEqualTo("502");
    }
}
