package io.parley.push.fcm;

import io.parley.push.Samples;
import io.parley.push.provider.Answer;
import io.parley.push.standin.FcmStandIn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class FcmAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "400, INVALID_ARGUMENT, INVALID_ARGUMENT, Refused[code=INVALID_ARGUMENT]",
        "401, UNAUTHENTICATED, THIRD_PARTY_AUTH_ERROR, Refused[code=THIRD_PARTY_AUTH_ERROR]",
        "403, PERMISSION_DENIED, SENDER_ID_MISMATCH, 'Gone[code=SENDER_ID_MISMATCH, since=Optional.empty]'",
        "403, PERMISSION_DENIED, UNSPECIFIED_ERROR, Refused[code=UNSPECIFIED_ERROR]",
        "404, NOT_FOUND, UNREGISTERED, 'Gone[code=UNREGISTERED, since=Optional.empty]'",
        "404, NOT_FOUND, UNSPECIFIED_ERROR, Refused[code=UNSPECIFIED_ERROR]",
        "413, INVALID_ARGUMENT, INVALID_ARGUMENT, TooLarge[code=INVALID_ARGUMENT]",
        "429, RESOURCE_EXHAUSTED, QUOTA_EXCEEDED, 'ProviderBusy[code=QUOTA_EXCEEDED, atLeast=PT1M]'",
        "500, INTERNAL, INTERNAL, 'ProviderBusy[code=INTERNAL, atLeast=PT0S]'",
        "503, UNAVAILABLE, UNAVAILABLE, 'ProviderBusy[code=UNAVAILABLE, atLeast=PT0S]'"
    })
    void shouldDecideByStatusAndCode(int status, String name, String code, String expected) {
        assertThat(judge(status, Optional.empty(), FcmStandIn.error(status, name, code)))
                .hasToString(expected);
    }

    @Test
    void shouldHoldOneDeviceWhenItsQuotaIsUsedUp() {
        String body = "{\"error\":{\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                + "{\"@type\":\"type.googleapis.com/google.firebase.fcm.v1.FcmError\",\"errorCode\":\"QUOTA_EXCEEDED\"},"
                + "{\"@type\":\"type.googleapis.com/google.rpc.QuotaFailure\",\"violations\":["
                + "{\"subject\":\"device:abc\",\"description\":\"Device message rate exceeded\"}]}]}}";

        assertThat(judge(429, Optional.of("20"), body))
                .isEqualTo(new Answer.DeviceBusy("QUOTA_EXCEEDED", Duration.ofSeconds(20)));
    }

    @Test
    void shouldGoByTheStatusWhenAProxyAnswers() {
        assertThat(judge(502, Optional.of("5"), "<html>"))
                .isEqualTo(new Answer.ProviderBusy("502", Duration.ofSeconds(5)));
        assertThat(judge(404, Optional.empty(), "<html>")).isEqualTo(new Answer.Refused("404"));
    }

    private static Answer judge(int status, Optional<String> retryAfter, String body) {
        return FcmAnswers.judge(status, retryAfter, body.getBytes(StandardCharsets.UTF_8), Samples.NOW);
    }
}
