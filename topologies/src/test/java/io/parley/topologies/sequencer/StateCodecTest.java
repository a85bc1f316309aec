package io.parley.topologies.sequencer;

import io.parley.avro.ConversationKind;
import io.parley.avro.Role;
import io.parley.topologies.sequencer.TouchMarks.Mark;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static java.nio.charset.StandardCharsets.UTF_8;
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

    @Property
    void shouldGiveBackTheTouchedMessageThatWasWritten(
            @ForAll boolean deleted,
            @ForAll @Size(max = 20)
                    Map<@StringLength(min = 1, max = 32) String, @IntRange(min = 1) Integer> reactions) {
        Map<String, Integer> texts = new HashMap<>();
        // Half of a surrogate pair is no text, and gateways let none pass.
        reactions.forEach((key, count) -> texts.put(new String(key.getBytes(UTF_8), UTF_8), count));
        Touched touched = new Touched(deleted, texts);

        assertThat(StateCodec.touched(StateCodec.encode(touched))).isEqualTo(touched);
    }

    @Property
    void shouldGiveBackTheMarksThatWereWritten(
            @ForAll @Size(max = 4) List<@IntRange Integer> halfDays,
            @ForAll @LongRange(min = 1, max = LAST_SEQUENCE) long sequence) {
        TouchMarks marks = new TouchMarks(
                halfDays.stream().map(halfDay -> new Mark(halfDay, sequence)).toList());

        assertThat(StateCodec.touches(StateCodec.encode(marks))).isEqualTo(marks);
    }

    @Property
    void shouldGiveBackTheSmallThingsThatWereWritten(@ForAll boolean given, @ForAll long time) {
        assertThat(StateCodec.given(StateCodec.encodeGiven(given))).isEqualTo(given);
        assertThat(StateCodec.time(StateCodec.encodeTime(time))).isEqualTo(time);
        assertThat(StateCodec.title(StateCodec.encodeTitle("Ours 🎉"))).isEqualTo("Ours 🎉");
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
