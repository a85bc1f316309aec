package io.parley.topologies.delivery;

import io.parley.avro.Role;
import io.parley.avro.internal.MemberState;
import io.parley.avro.internal.Stay;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ReadMarkTest {

    private static final Instant AT = Instant.parse("2026-01-01T00:00:00Z");

    private final MemberState joinedAtSix =
            new MemberState(Role.MEMBER, List.of(new Stay(6L, null)), 0L, Instant.EPOCH, 0L);

    @Test
    void shouldMoveForwardAndBeNews() {
        // When
        ReadMark mark = ReadMark.moved(joinedAtSix, 8, AT);

        // Then
        assertThat(mark.news()).isTrue();
        assertThat(ReadMark.of(mark.member())).isEqualTo(8);
    }

    @Test
    void shouldBeNewsAgainWhenTheSameSignalIsRepeated() {
        // Given
        MemberState moved = ReadMark.moved(joinedAtSix, 8, AT).member();

        // When
        ReadMark repeat = ReadMark.moved(moved, 8, AT);

        // Then
        assertThat(repeat.news()).isTrue();
        assertThat(repeat.member()).isEqualTo(moved);
    }

    @Test
    void shouldBeNoNewsWhenALaterSignalMovesNothing() {
        // Given
        MemberState moved = ReadMark.moved(joinedAtSix, 8, AT).member();

        // Then
        assertThat(ReadMark.moved(moved, 8, AT.plusMillis(1))).isEqualTo(new ReadMark(moved, false));
        assertThat(ReadMark.moved(moved, 7, AT.plusMillis(1))).isEqualTo(new ReadMark(moved, false));
    }

    @Test
    void shouldHaveReadWhatWasThereBeforeJoining() {
        assertThat(ReadMark.of(joinedAtSix)).isEqualTo(5);
        assertThat(ReadMark.moved(joinedAtSix, 3, AT)).isEqualTo(new ReadMark(joinedAtSix, false));
    }
}
