package io.parley.topologies.parts;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.TreeSet;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadMessagesTest {

    private static final long LARGEST_SEQUENCE = (1L << 53) - 1;
    private static final int MOST = UnreadMessages.MOST;

    /** Steps of every length in bytes, with reads and deletions in between. */
    @Property(tries = 300)
    void shouldBeLikeASetOfSequencesWhileTheRunsAreFew(
            @ForAll @Size(max = 90) List<@LongRange(min = 1, max = 1L << 45) Long> steps, @ForAll long seed) {
        // Given
        Random random = new Random(seed);
        TreeSet<Long> model = new TreeSet<>();
        long read = 7;
        long newest = 7;
        UnreadMessages unread = UnreadMessages.none(read);

        for (long step : steps) {
            // When
            for (int neighbours = random.nextInt(3); neighbours >= 0; neighbours--) {
                newest += neighbours == 0 ? step : 1;
                model.add(newest);
                unread = unread.with(newest);
            }
            if (random.nextInt(3) == 0) {
                long deleted = any(model, random);
                model.remove(deleted);
                unread = unread.without(deleted).without(newest + 1).without(read);
            }
            if (random.nextInt(8) == 0 && !model.isEmpty()) {
                read = Math.max(read, any(model, random) - random.nextInt(2));
                model.headSet(read, true).clear();
                unread = unread.after(read);
            }

            // Then
            check(unread, model);
            assertThat(UnreadMessages.of(read, unread.runs())).isEqualTo(unread).hasSameHashCodeAs(unread);
        }
    }

    /** With many more runs than are kept. */
    @Property(tries = 60)
    void shouldBeExactUntilAMarkMovesBeneathTheRunsAndNeverCountTooFew(
            @ForAll @IntRange(min = 1, max = 4) int spread, @ForAll long seed) {
        // Given
        Random random = new Random(seed);
        TreeSet<Long> model = new TreeSet<>();
        long read = 0;
        long newest = 0;
        UnreadMessages unread = UnreadMessages.none(read);

        for (int step = 0; step < 1_500; step++) {
            // When
            newest += 1 + random.nextInt(spread);
            model.add(newest);
            unread = unread.with(newest);
            if (random.nextInt(10) < 3) {
                long deleted = any(model, random);
                model.remove(deleted);
                unread = unread.without(deleted);
            }

            // Then
            assertThat(unread.count()).isEqualTo(Math.min(MOST, model.size()));
            assertThat(unread.runs().remaining()).isLessThan(4 * UnreadMessages.MOST_RUNS);
        }
        while (!model.isEmpty()) {
            // When
            long mark = model.first() + random.nextInt(40);
            model.headSet(mark, true).clear();
            unread = unread.after(mark);

            // Then
            assertThat(unread.count()).isGreaterThanOrEqualTo(Math.min(MOST, model.size()));
        }
        assertThat(unread.isEmpty()).isTrue();
    }

    @Test
    void shouldBeExactAfterDeletionsHoweverManyAreUnread() {
        // Given
        UnreadMessages unread = inARow(5_000);

        // When
        for (long deleted = 5_000; deleted > 99; deleted--) {
            unread = unread.without(deleted);
        }

        // Then
        assertThat(unread.count()).isEqualTo(99);
        assertThat(unread.after(50).count()).isEqualTo(49);
        assertThat(unread).hasToString("0+[1-99]");
    }

    @Test
    void shouldCountAtMostAsManyAsFitWhenTheMarkMovesBeneathTheRunsAndDeletionsLeftFew() {
        // Given
        UnreadMessages unread = UnreadMessages.none(0);
        for (long sequence = 1; sequence <= 401; sequence += 2) {
            unread = unread.with(sequence);
        }
        for (long sequence = 401; sequence > 103; sequence -= 2) {
            unread = unread.without(sequence);
        }

        // When
        UnreadMessages read = unread.after(90);

        // Then
        assertThat(unread.count()).isEqualTo(52);
        assertThat(read.count()).isEqualTo(52);
        assertThat(read.after(140).count()).isEqualTo(6);
        assertThat(read.after(146).isEmpty()).isTrue();
    }

    @Test
    void shouldEndWhereTheLastOfThemWasWhenOnlySomeBeneathTheRunsAreLeft() {
        // Given
        UnreadMessages unread = UnreadMessages.none(0);
        for (long sequence = 1; sequence <= 259; sequence += 2) {
            unread = unread.with(sequence);
        }
        for (long sequence = 259; sequence > 3; sequence -= 2) {
            unread = unread.without(sequence);
        }

        // Then
        assertThat(unread.count()).isEqualTo(2);
        assertThat(unread.hasUpTo(3)).isTrue();
        assertThat(unread.after(4).isEmpty()).isTrue();
        assertThat(unread.without(1).count()).isEqualTo(1);
        assertThat(unread.without(1).without(3)).isEqualTo(UnreadMessages.none(0));
        assertThat(unread.with(261).count()).isEqualTo(3);
    }

    @Test
    void shouldHoldTheLargestSequenceThereIs() {
        // When
        UnreadMessages unread = UnreadMessages.none(0).with(LARGEST_SEQUENCE);

        // Then
        assertThat(unread.newest()).isEqualTo(LARGEST_SEQUENCE);
        assertThat(unread.after(LARGEST_SEQUENCE - 1).newest()).isEqualTo(LARGEST_SEQUENCE);
        assertThat(unread.after(LARGEST_SEQUENCE).isEmpty()).isTrue();
    }

    @Test
    void shouldTakeFewBytesWhenMessagesFollowOneAnother() {
        assertThat(inARow(10_000).runs().remaining()).isEqualTo(4);
    }

    @Test
    void shouldDifferWhenCountedFromAnotherReadMark() {
        assertThat(UnreadMessages.none(1).with(2))
                .isNotEqualTo(UnreadMessages.none(2).with(3));
    }

    @Test
    void shouldPutTheNewerOnesBehindTheOlder() {
        // Given
        UnreadMessages older = UnreadMessages.none(2).with(3).with(4).with(7);
        UnreadMessages newer = UnreadMessages.none(2).with(8).with(11);

        // Then
        assertThat(older.with(newer)).hasToString("0+[3-4, 7, 8, 11]");
        assertThat(older.with(newer).count()).isEqualTo(5);
        assertThat(older.with(UnreadMessages.none(2))).isEqualTo(older);
        assertThat(UnreadMessages.none(2).with(newer)).isEqualTo(newer);
    }

    private static void check(UnreadMessages unread, TreeSet<Long> model) {
        assertThat(unread.count()).isEqualTo(Math.min(MOST, model.size()));
        assertThat(unread.isEmpty()).isEqualTo(model.isEmpty());
        model.forEach(sequence -> assertThat(unread.holds(sequence)).isTrue());
        if (!model.isEmpty()) {
            assertThat(unread.newest()).isEqualTo(model.last());
            assertThat(unread.hasUpTo(model.first())).isTrue();
            assertThat(unread.hasUpTo(model.first() - 1)).isFalse();
        }
    }

    private static UnreadMessages inARow(long messages) {
        return LongStream.rangeClosed(1, messages)
                .boxed()
                .reduce(UnreadMessages.none(0), UnreadMessages::with, (a, b) -> b);
    }

    private static long any(TreeSet<Long> all, Random random) {
        int index = random.nextInt(Math.max(1, all.size()));
        for (long one : all) {
            if (index-- == 0) {
                return one;
            }
        }
        return 0;
    }
}
