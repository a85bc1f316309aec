package io.parley.bench.check;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class VerdictTest {

    @Test
    void shouldHoldWhenOnlyRepeatsCame() {
        // When
        Verdict verdict = new Verdict(10, 0, 0, 0, 20, 20, 0, 0, 3, 0, 0, 1, 1);

        // Then
        assertThat(verdict.holds()).isTrue();
    }

    @Test
    void shouldNameEverythingThatDidNotHold() {
        // When
        Verdict verdict = new Verdict(10, 1, 2, 3, 20, 16, 4, 5, 0, 6, 7, 0, 0);

        // Then
        assertThat(verdict.holds()).isFalse();
        assertThat(verdict.faults())
                .containsExactly(
                        "1 messages were never sent",
                        "2 messages were never accepted",
                        "3 messages were refused",
                        "4 deliveries are missing",
                        "5 sequences were left out",
                        "6 deliveries came out of order",
                        "7 deliveries carry another sequence than elsewhere");
    }

    @Test
    void shouldContradictWhenAMessageComesUnderASecondSequence() {
        // Given
        AgreedSequences agreed = new AgreedSequences(3);

        // When
        boolean first = agreed.agrees(1, 7);
        boolean same = agreed.agrees(1, 7);
        boolean other = agreed.agrees(1, 8);

        // Then
        assertThat(first).isTrue();
        assertThat(same).isTrue();
        assertThat(other).isFalse();
    }
}
