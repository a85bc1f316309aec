package io.parley.connectors.cassandra;

import io.parley.connectors.cassandra.PartitionProgress.Begun;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.TreeSet;

import static org.assertj.core.api.Assertions.assertThat;

class PartitionProgressTest {

    private final PartitionProgress progress = new PartitionProgress();

    @Test
    void shouldCommitUpToFirstUnderWayWhenLaterOnesHaveEnded() {
        // Given
        Begun four = progress.begin(4);
        Begun five = progress.begin(5);
        progress.begin(6);

        // When
        five.end();

        // Then
        assertThat(progress.committable(7)).isEqualTo(4);
        four.end();
        assertThat(progress.committable(7)).isEqualTo(6);
    }

    @Test
    void shouldNotCommitBeyondDeliveredWhenMoreHasEnded() {
        // When
        progress.begin(4).end();

        // Then
        assertThat(progress.committable(4)).isEqualTo(4);
        assertThat(progress.committable(9)).isEqualTo(9);
    }

    @Test
    void shouldKnowRecordAgainWhenItWasBegun() {
        // When
        progress.begin(4);

        // Then
        assertThat(progress.isNew(4)).isFalse();
        assertThat(progress.isNew(5)).isTrue();
    }

    @Test
    void shouldTellRecordsUnderWayWhenPartitionIsGivenUp() {
        // Given
        Begun begun = progress.begin(4);

        // When
        progress.close();

        // Then
        assertThat(begun.isAbandoned()).isTrue();
        begun.end();
        assertThat(progress.committable(5)).isEqualTo(5);
    }

    @Test
    void shouldCommitLikeModelWhenRecordsEndInAnyOrder() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        PartitionProgress progress = new PartitionProgress();
        List<Begun> underWay = new ArrayList<>();
        List<Long> offsets = new ArrayList<>();
        TreeSet<Long> open = new TreeSet<>();
        long next = 100;
        for (int step = 0; step < 10_000; step++) {
            if (random.nextBoolean() && underWay.size() < 50) {
                // Offsets have gaps, where transactions end.
                next += 1 + random.nextInt(3);
                underWay.add(progress.begin(next));
                offsets.add(next);
                open.add(next);
            } else if (!underWay.isEmpty()) {
                int one = random.nextInt(underWay.size());
                underWay.remove(one).end();
                open.remove(offsets.remove(one));
            }
            assertThat(progress.committable(next + 1))
                    .as("seed " + seed)
                    .isEqualTo(open.isEmpty() ? next + 1 : open.first());
        }
    }
}
