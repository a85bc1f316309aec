package io.parley.push.consume;

import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.junit.jupiter.api.Test;

import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class OffsetNoteTest {

    @Test
    void shouldSayAgainWhatHasEndedWhenItIsDecoded() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            // Given
            long committed = random.nextLong(1L << 40);
            Set<Long> open = new TreeSet<>();
            random.longs(random.nextInt(200), committed, committed + 1 + random.nextInt(1_000_000))
                    .forEach(open::add);
            long next = committed + 1_000_001;

            // When
            OffsetNote note = OffsetNote.decode(committed, OffsetNote.encode(committed, next, open));

            // Then
            assertThat(note).as("seed " + seed).isEqualTo(new OffsetNote(next, open));
        }
    }

    @Test
    void shouldLeaveOutTheEndWhenThereIsTooMuchToSay() {
        // Given
        List<Long> open = LongStream.range(0, 10_000)
                .map(index -> 100 + 1000 * index)
                .boxed()
                .toList();

        // When
        String encoded = OffsetNote.encode(100, 20_000_000, open);
        OffsetNote note = OffsetNote.decode(100, encoded);

        // Then
        assertThat(encoded.length()).isBetween(4000, OffsetNote.LONGEST);
        assertThat(note.open()).hasSizeGreaterThan(1000).isSubsetOf(open);
        assertThat(open).allMatch(offset -> !note.hasEnded(offset));
        assertThat(note.hasEnded(101)).isTrue();
        assertThat(note.hasEnded(19_999_999)).isFalse();
    }

    @Test
    void shouldSayNothingWhenANoteIsOfAnotherVersionOrBroken() {
        for (String note : new String[] {null, "", "2AAA", "1%%%", "1_w", "other"}) {
            assertThat(OffsetNote.decode(7, note).hasEnded(7)).as(note).isFalse();
        }
    }

    @Test
    void shouldCommitBelowTheFirstThatIsOpen() {
        // Given
        SentOffsets offsets = new SentOffsets(OffsetNote.nothing(4), 4);
        for (long offset = 4; offset < 8; offset++) {
            offsets.begin(offset);
        }

        // When
        offsets.end(5);
        offsets.end(7);

        // Then
        assertThat(offsets.committable().offset()).isEqualTo(4);
        offsets.end(4);
        assertThat(offsets.committable().offset()).isEqualTo(6);
        offsets.end(6);
        assertThat(offsets.committable()).isEqualTo(new OffsetAndMetadata(8));
    }

    @Test
    void shouldBeginAgainOnlyWhatHasNotEndedWhenAnotherTakesOver() {
        // Given
        SentOffsets former = new SentOffsets(OffsetNote.nothing(0), 0);
        for (long offset = 0; offset < 100; offset++) {
            former.begin(offset);
        }
        LongStream.range(0, 100).filter(offset -> offset != 10 && offset != 50).forEach(former::end);
        OffsetAndMetadata committed = former.committable();

        // When
        SentOffsets next =
                new SentOffsets(OffsetNote.decode(committed.offset(), committed.metadata()), committed.offset());
        boolean first = next.begin(10);
        next.end(10);
        boolean ended = next.begin(11);
        OffsetAndMetadata early = next.committable();

        // Then
        assertThat(committed.offset()).isEqualTo(10);
        assertThat(first).isTrue();
        assertThat(ended).isFalse();
        // A third one would still know it all.
        OffsetNote third = OffsetNote.decode(early.offset(), early.metadata());
        assertThat(early.offset()).isEqualTo(12);
        assertThat(third.hasEnded(49)).isTrue();
        assertThat(third.hasEnded(50)).isFalse();
        assertThat(third.hasEnded(99)).isTrue();
        assertThat(third.hasEnded(100)).isFalse();
    }
}
