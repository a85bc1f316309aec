package io.parley.topologies.delivery;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class UnreadMessagesTest {

    private static final long LARGEST_SEQUENCE = (1L << 53) - 1;

    /** Steps of every length in bytes, and some reads in between: negative ones move the mark that far into what is there. */
    @Property(tries = 300)
    void shouldBeLikeAListOfSequencesWhateverTheDistances(
            @ForAll @Size(max = 300) List<@LongRange(min = -120, max = 1L << 45) Long> steps) {
        // Given
        List<Long> model = new ArrayList<>();
        long read = 7;
        long newest = 7;
        UnreadMessages unread = UnreadMessages.none(read);

        for (long step : steps) {
            // When
            if (step > 0) {
                newest += step;
                model.add(newest);
                unread = unread.with(newest);
            } else if (!model.isEmpty()) {
                read = model.get((int) Math.min(-step, model.size() - 1));
                unread = unread.after(read);
            }
            long mark = read;
            model.removeIf(sequence -> sequence <= mark);
            if (model.size() > UnreadMessages.MOST) {
                model.remove(0);
            }

            // Then
            assertThat(unread).hasToString(model.toString());
            assertThat(unread.count()).isEqualTo(model.size());
            assertThat(unread.newest()).isEqualTo(model.isEmpty() ? read : newest);
            assertThat(UnreadMessages.of(read, unread.steps()))
                    .isEqualTo(unread)
                    .hasSameHashCodeAs(unread);
        }
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
    void shouldTakeAByteForEachWhenMessagesFollowOneAnother() {
        // When
        UnreadMessages unread = LongStream.rangeClosed(1, 250)
                .boxed()
                .reduce(UnreadMessages.none(0), UnreadMessages::with, (a, b) -> b);

        // Then
        assertThat(unread.count()).isEqualTo(UnreadMessages.MOST);
        assertThat(unread.steps().remaining()).isLessThanOrEqualTo(UnreadMessages.MOST + 1);
    }

    @Test
    void shouldDifferWhenCountedFromAnotherReadMark() {
        assertThat(UnreadMessages.none(1).with(2))
                .isNotEqualTo(UnreadMessages.none(2).with(3));
    }
}
