package io.parley.resilience.client;

import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class ReadingTest {

    private final List<String> asked = new ArrayList<>();
    private final Reading reading = new Reading(new Reading.Requests() {

        @Override
        public boolean history(String conversation, long after, long through) {
            asked.add(conversation + " " + after + "-" + through);
            return true;
        }

        @Override
        public void later(String conversation) {
            asked.add(conversation + " later");
        }
    });

    @Test
    void shouldAskOnceForWhatIsMissing() {
        // Given
        reading.head("talk", 5);

        // When
        reading.catchUp("talk");
        reading.catchUp("talk");

        // Then
        assertThat(asked).containsExactly("talk 0-5");
        assertThat(reading.isComplete()).isFalse();
    }

    @Test
    void shouldGoOnWhereAPageEndedAndBeCompleteThen() {
        // Given
        reading.head("talk", 3);
        reading.catchUp("talk");
        reading.seen("talk", 1);
        reading.seen("talk", 2);

        // When
        reading.pageEnded("talk", true);
        reading.seen("talk", 3);
        reading.pageEnded("talk", false);

        // Then
        assertThat(asked).containsExactly("talk 0-3", "talk 2-3");
        assertThat(reading.isComplete()).isTrue();
    }

    @Test
    void shouldAskAgainInAMomentWhenTheStoreLacksSomething() {
        // Given
        reading.head("talk", 3);
        reading.catchUp("talk");

        // When
        reading.pageEnded("talk", false);

        // Then
        assertThat(asked).containsExactly("talk 0-3", "talk later");
    }

    @Test
    void shouldForgetConversationsThatAreNotListedAnyMore() {
        // Given
        reading.head("left", 3);
        reading.seen("talk", 1);

        // When
        reading.keep(Set.of("talk"));

        // Then
        assertThat(reading.isComplete()).isTrue();
        reading.head("talk", 2);
        reading.catchUp("talk");
        assertThat(asked).containsExactly("talk 1-2");
        assertThat(reading.asked("talk")).isEqualTo(2);
    }
}
