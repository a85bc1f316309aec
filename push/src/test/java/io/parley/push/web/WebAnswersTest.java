package io.parley.push.web;

import io.parley.push.Samples;
import io.parley.push.provider.Answer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class WebAnswersTest {

    @ParameterizedTest
    @CsvSource({
        "200, Sent[code=200]",
        "201, Sent[code=201]",
        "202, Sent[code=202]",
        "301, Refused[code=301]",
        "307, Refused[code=307]",
        "400, Refused[code=400]",
        "401, Refused[code=401]",
        "403, Refused[code=403]",
        "404, 'Gone[code=404, since=Optional.empty]'",
        "410, 'Gone[code=410, since=Optional.empty]'",
        "413, TooLarge[code=413]",
        "429, 'DeviceBusy[code=429, atLeast=PT30S]'",
        "500, 'ProviderBusy[code=500, atLeast=PT30S]'",
        "503, 'ProviderBusy[code=503, atLeast=PT30S]'"
    })
    void shouldDecideByTheStatus(int status, String expected) {
        assertThat(WebAnswers.judge(status, Optional.of("30"), true, Samples.NOW))
                .hasToString(expected);
    }

    @Test
    void shouldHoldOneDeviceAloneWhenEachEndpointMayBeOfAnotherService() {
        assertThat(WebAnswers.judge(503, Optional.empty(), false, Samples.NOW))
                .isEqualTo(new Answer.DeviceBusy("503", Duration.ZERO));
        assertThat(WebAnswers.failed("timeout", Duration.ZERO, false))
                .isEqualTo(new Answer.DeviceBusy("timeout", Duration.ZERO));
    }
}
