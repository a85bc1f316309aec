package io.parley.push.http;

import io.parley.push.Samples;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.time.Duration;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class RetryAfterTest {

    @ParameterizedTest
    @CsvSource({
        "17, PT17S",
        "' 17 ', PT17S",
        "0, PT0S",
        "999999999, PT1H",
        "99999999999999999999, PT0S",
        "-5, PT0S",
        "soon, PT0S",
        "'Tue, 1 Dec 2026 12:00:30 GMT', PT30S",
        "'Tue, 1 Dec 2026 11:00:00 GMT', PT0S",
        "'Wed, 2 Dec 2026 12:00:00 GMT', PT1H"
    })
    void shouldWaitAsTheHeaderSays(String header, Duration expected) {
        assertThat(RetryAfter.parse(Optional.of(header), Samples.NOW)).isEqualTo(expected);
    }
}
