package io.parley.topologies.conversation.state;

import io.parley.topologies.conversation.state.TouchMarks.Mark;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class TouchMarksTest {

    @Test
    void shouldForgetNothingWhenTouchesAreOfThreeHalfDays() {
        // Given
        TouchMarks marks = TouchMarks.NONE.touched(10, 5).touched(11, 7).touched(12, 9);

        // Then
        assertThat(TouchMarks.NONE.forgottenUpTo(12)).isZero();
        assertThat(marks.forgottenUpTo(12)).isZero();
        assertThat(marks.forgottenUpTo(13)).isEqualTo(5);
        assertThat(marks.forgottenUpTo(14)).isEqualTo(7);
        assertThat(marks.forgottenUpTo(99)).isEqualTo(9);
    }

    @Test
    void shouldKeepTheNewestTouchOfAHalfDayAndOneOfThoseForgotten() {
        // When
        TouchMarks marks =
                TouchMarks.NONE.touched(10, 5).touched(10, 6).touched(11, 7).touched(14, 9);

        // Then
        assertThat(marks.marks()).containsExactly(new Mark(11, 7), new Mark(14, 9));
        assertThat(marks.forgottenUpTo(14)).isEqualTo(7);
    }
}
