package io.parley.topologies.testkit;

import io.parley.avro.Event;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;

import static io.parley.topologies.testkit.SomeEvents.created;
import static io.parley.topologies.testkit.SomeEvents.message;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class GaplessSequenceTest {

    private final GaplessSequence gapless = new GaplessSequence();

    @Test
    void shouldHoldWhenNumbersFollowEachOther() {
        // When
        gapless.checkAll(events(1, 2, 3, 4));

        // Then
        assertThat(gapless.head(SomeEvents.GROUP)).isEqualTo(4);
        assertThat(gapless.head("another")).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1 2 4", "1 2 2 3", "1 3 2", "2 3"})
    void shouldFailWhenTheyDoNot(String numbers) {
        // Given
        List<Event> events = events(
                Arrays.stream(numbers.split(" ", -1)).mapToLong(Long::parseLong).toArray());

        // Then
        assertThatThrownBy(() -> gapless.checkAll(events)).isInstanceOf(AssertionError.class);
    }

    @Test
    void shouldFailWhenTimeGoesBack() {
        // Given
        Event late = message(2, "ann");
        late.setSentAt(created("ann").getSentAt().minusMillis(1));

        // Then
        assertThatThrownBy(() -> gapless.checkAll(List.of(created("ann"), late)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContaining("time of");
    }

    private static List<Event> events(long... numbers) {
        return LongStream.of(numbers)
                .mapToObj(number -> number == 1 ? created("ann") : message(number, "ann"))
                .toList();
    }
}
