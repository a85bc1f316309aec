package io.parley.bench.check;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class SequenceCheckTest {

    private final SequenceCheck check = new SequenceCheck(1);

    @Test
    void shouldMissNothingWhenAllCameInOrder() {
        // When
        LongStream.rangeClosed(1, 5).forEach(check::accept);

        // Then
        assertThat(check.missing(5)).isZero();
        assertThat(check.contiguous()).isEqualTo(5);
        assertThat(check.repeats()).isZero();
        assertThat(check.outOfOrder()).isZero();
    }

    @Test
    void shouldCountARepeatAndNotShowItAgain() {
        // Given
        check.accept(1);
        check.accept(3);

        // When
        boolean again = check.accept(1);
        boolean aheadAgain = check.accept(3);

        // Then
        assertThat(again).isFalse();
        assertThat(aheadAgain).isFalse();
        assertThat(check.repeats()).isEqualTo(2);
    }

    @Test
    void shouldMissWhatWasLeftOutAndWhatHasNotCome() {
        // When
        List.of(1L, 3L, 6L).forEach(check::accept);

        // Then
        assertThat(check.missing(1)).isZero();
        assertThat(check.missing(3)).isEqualTo(1);
        assertThat(check.missing(6)).isEqualTo(3);
        assertThat(check.missing(8)).isEqualTo(5);
    }

    @Test
    void shouldTellWhatCameAfterALaterOne() {
        // Given
        check.accept(2);

        // When
        boolean fresh = check.accept(1);

        // Then
        assertThat(fresh).isTrue();
        assertThat(check.outOfOrder()).isEqualTo(1);
        assertThat(check.missing(2)).isZero();
    }

    @Test
    void shouldNotBlameTheOrderWhenHistoryFillsAGap() {
        // Given
        check.accept(1);
        check.accept(4);

        // When
        check.fill(2);
        check.fill(3);

        // Then
        assertThat(check.outOfOrder()).isZero();
        assertThat(check.contiguous()).isEqualTo(4);
    }

    @Test
    void shouldWaitForNothingBeforeItJoined() {
        // Given
        check.accept(4);
        check.accept(7);

        // When
        check.startAfter(5);

        // Then
        assertThat(check.missing(7)).isEqualTo(1);
        assertThat(check.accept(6)).isTrue();
        assertThat(check.contiguous()).isEqualTo(7);
        assertThat(check.accept(3)).isFalse();
    }

    @Test
    void shouldMissNothingWhateverTheOrder() {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            List<Long> sequences =
                    new ArrayList<>(LongStream.rangeClosed(1, 60).boxed().toList());
            sequences.addAll(sequences.subList(0, seed % 30));
            Collections.shuffle(sequences, new Random(seed));
            SequenceCheck shuffled = new SequenceCheck(1);

            // When
            long fresh = sequences.stream().filter(shuffled::accept).count();

            // Then
            assertThat(fresh).as("seed %d", seed).isEqualTo(60);
            assertThat(shuffled.missing(60)).as("seed %d", seed).isZero();
            assertThat(shuffled.repeats()).as("seed %d", seed).isEqualTo(seed % 30);
        }
    }
}
