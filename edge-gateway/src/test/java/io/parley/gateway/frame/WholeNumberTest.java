package io.parley.gateway.frame;

import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.Test;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

class WholeNumberTest {

    @RepeatedTest(3)
    void shouldAgreeWithArithmeticThatLosesNothing() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < 20_000; i++) {
            // Given
            String text = number(random);

            // When
            OptionalLong number = WholeNumber.of(text);

            // Then
            assertThat(number).as("%s, with seed %s", text, seed).isEqualTo(exact(text));
        }
    }

    @Test
    void shouldCostWhatItsTextCosts() {
        assertTimeoutPreemptively(Duration.ofSeconds(5), () -> {
            for (String text : new String[] {"1e999999999", "1e-999999999", "0e999999999", "1e2147483648"}) {
                assertThat(WholeNumber.of(text))
                        .isEqualTo(text.startsWith("0") ? OptionalLong.of(0) : OptionalLong.empty());
            }
            String zeros = "0".repeat(100_000);
            assertThat(WholeNumber.of("2" + zeros + "e-100000")).hasValue(2);
            assertThat(WholeNumber.of("0." + zeros + "2e100001")).hasValue(2);
        });
    }

    private static OptionalLong exact(String text) {
        try {
            return OptionalLong.of(new BigDecimal(text).longValueExact());
        } catch (ArithmeticException e) {
            return OptionalLong.empty();
        }
    }

    private static String number(Random random) {
        StringBuilder text = new StringBuilder(random.nextBoolean() ? "-" : "");
        digits(text, random.nextInt(20), random);
        if (text.isEmpty() || !Character.isDigit(text.charAt(text.length() - 1))) {
            text.append('0');
        }
        if (random.nextBoolean()) {
            digits(text.append('.'), 1 + random.nextInt(5), random);
        }
        if (random.nextBoolean()) {
            text.append(random.nextBoolean() ? 'e' : 'E').append(random.nextInt(45) - 22);
        }
        return text.toString();
    }

    /** Zeros among them more often than chance would have it. */
    private static void digits(StringBuilder text, int count, Random random) {
        for (int i = 0; i < count; i++) {
            text.append(random.nextInt(3) == 0 ? 0 : random.nextInt(10));
        }
    }
}
