package io.parley.bench;

import org.junit.jupiter.api.Test;

import java.util.LinkedHashMap;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class StackTest {

    @Test
    void shouldWarnWhenOneProcessIsAllThatIsCounted() {
        assertThat(new Stack(Map.of("parley gateway", 1L)).remarks())
                .singleElement()
                .asString()
                .contains("one process alone (parley gateway)");
    }

    @Test
    void shouldSayNothingOfSeveralAndOfNone() {
        // Given
        Map<String, Long> several = new LinkedHashMap<>(Map.of("parley up", 1L, "cassandra", 2L));

        // Then
        assertThat(new Stack(several).remarks()).isEmpty();
        assertThat(new Stack(Map.of()).remarks()).isEmpty();
    }
}
