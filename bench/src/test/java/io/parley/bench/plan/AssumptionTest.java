package io.parley.bench.plan;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;

class AssumptionTest {

    @Test
    void shouldHaveADefaultForEachAssumptionAndNoOther() {
        assertThat(Assumption.Entries.BY_KEY)
                .containsOnlyKeys(
                        Arrays.stream(Assumption.values()).map(Assumption::key).toArray(String[]::new));
    }

    @ParameterizedTest
    @EnumSource
    void shouldSayWhatItsDefaultIs(Assumption assumption) {
        assertThat(assumption.standard()).isPositive();
        assertThat(assumption.basis()).isNotNull();
        assertThat(assumption.meaning()).isNotBlank();
        assertThat(Assumption.named(assumption.key())).contains(assumption);
    }
}
