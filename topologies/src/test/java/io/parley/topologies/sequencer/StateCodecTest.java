package io.parley.topologies.sequencer;

import io.parley.avro.ConversationKind;
import io.parley.avro.Role;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class StateCodecTest {

    private static final long LAST_SEQUENCE = (1L << 53) - 1;

    @Property
    void shouldGiveBackTheHeadThatWasWritten(
            @ForAll @LongRange(min = 1, max = LAST_SEQUENCE) long sequence,
            @ForAll long sentAt,
            @ForAll ConversationKind kind,
            @ForAll @IntRange(max = 10_000) int members,
            @ForAll @IntRange(max = 10_000) int owners) {
        Head head = new Head(sequence, sentAt, kind, members, owners);

        assertThat(StateCodec.head(StateCodec.encode(head))).isEqualTo(head);
    }

    @Property
    void shouldGiveBackTheMembershipThatWasWritten(
            @ForAll Role role,
            @ForAll @LongRange(min = 1, max = LAST_SEQUENCE) long joined,
            @ForAll @IntRange(max = 10_000) int position) {
        Membership membership = new Membership(role, joined, position);

        assertThat(StateCodec.membership(StateCodec.encode(membership))).isEqualTo(membership);
    }

    @Property
    void shouldGiveBackTheIdThatWasWritten(
            @ForAll @LongRange(min = 1, max = LAST_SEQUENCE) long sequence, @ForAll boolean left) {
        Remembered remembered = new Remembered(sequence, left);

        assertThat(StateCodec.remembered(StateCodec.encode(remembered))).isEqualTo(remembered);
    }

    @Test
    void shouldBeSmallWhenNumbersAre() {
        assertThat(StateCodec.encode(new Head(5_000, 1_700_000_000_000L, ConversationKind.GROUP, 50, 1)))
                .hasSizeLessThanOrEqualTo(12);
        assertThat(StateCodec.encode(new Remembered(5_000, false))).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void shouldSayWhichVersionItIsWhenItIsUnknown() {
        // Given
        byte[] later = StateCodec.encode(new Remembered(7, false));
        later[0] = 2;

        // Then
        assertThatThrownBy(() -> StateCodec.remembered(later))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2 (expected: 1");
    }
}
