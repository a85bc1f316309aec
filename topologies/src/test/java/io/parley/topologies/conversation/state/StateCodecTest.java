package io.parley.topologies.conversation.state;

import io.parley.avro.ConversationKind;
import io.parley.avro.Role;
import io.parley.topologies.conversation.decision.Head;
import io.parley.topologies.conversation.decision.Membership;
import io.parley.topologies.conversation.decision.Remembered;
import io.parley.topologies.conversation.decision.SentMarks;
import io.parley.topologies.conversation.decision.Touched;
import io.parley.topologies.conversation.state.TouchMarks.Mark;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
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
            @ForAll @IntRange(max = 10_000) int owners,
            @ForAll boolean large,
            @ForAll @Size(max = SentMarks.MOST) List<@StringLength(min = 1, max = 64) String> senders) {
        long largeBy = large ? 1 + sequence / 2 : 0;
        List<SentMarks.Mark> sent = new ArrayList<>();
        senders.forEach(sender -> sent.add(new SentMarks.Mark(text(sender), Math.max(1, sequence - 7L * sent.size()))));
        Head head = new Head(sequence, sentAt, kind, members, owners, largeBy, new SentMarks(sent));

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
        reactions.forEach((key, count) -> texts.put(text(key), count));
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
    void shouldGiveBackTheReadMarkThatWasWritten(@ForAll @LongRange(min = 1, max = LAST_SEQUENCE) long sequence) {
        assertThat(StateCodec.read(StateCodec.encodeRead(sequence))).isEqualTo(sequence);
    }

    @Property
    void shouldGiveBackTheSmallThingsThatWereWritten(@ForAll boolean given, @ForAll long time) {
        assertThat(StateCodec.given(StateCodec.encodeGiven(given))).isEqualTo(given);
        assertThat(StateCodec.time(StateCodec.encodeTime(time))).isEqualTo(time);
        assertThat(StateCodec.title(StateCodec.encodeTitle("Ours 🎉"))).isEqualTo("Ours 🎉");
    }

    @Test
    void shouldBeSmallWhenNumbersAre() {
        Head head = new Head(5_000, 1_700_000_000_000L, ConversationKind.GROUP, 50, 1, 0, SentMarks.NONE);
        assertThat(StateCodec.encode(head)).hasSizeLessThanOrEqualTo(14);
        assertThat(StateCodec.encode(head.sentBy("ann")))
                .as("and a short name")
                .hasSizeLessThanOrEqualTo(14 + 2 + "ann".length());
        assertThat(StateCodec.encodeRead(5_000)).hasSizeLessThanOrEqualTo(3);
        assertThat(StateCodec.encode(new Remembered(5_000, false))).hasSizeLessThanOrEqualTo(4);
    }

    @Test
    void shouldNameTheVersionWhenItIsUnknown() {
        // Given
        byte[] later = StateCodec.encode(new Remembered(7, false));
        later[0] = 2;

        // Then
        assertThatThrownBy(() -> StateCodec.remembered(later))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("version 2 (expected: 1");
    }

    /** Half of a surrogate pair is no text, and gateways let none pass. */
    private static String text(String any) {
        return new String(any.getBytes(UTF_8), UTF_8);
    }
}
