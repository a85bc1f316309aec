package io.parley.gateway.session.stream;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.List;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

class BacklogTest {

    private static final Duration PATIENCE = Duration.ofNanos(100);

    private final Backlog backlog = new Backlog(PATIENCE);

    @Test
    void shouldReturnEachConversationOnceAndTheLongestWaitingFirst() {
        // Given
        add("a");
        add("b");
        add("c");
        add("a");

        // When
        Set<String> first = backlog.next(2).keySet();
        boolean levelBetween = backlog.caughtUp();
        Set<String> second = backlog.next(2).keySet();

        // Then
        assertThat(first).containsExactly("a", "b");
        assertThat(levelBetween).isFalse();
        assertThat(second).containsExactly("c");
    }

    @Test
    void shouldReportOnceThatItFallsBehindAndOnceThatItCatchesUp() {
        // When
        boolean first = add("a");
        boolean second = add("b");
        backlog.next(2);
        boolean level = backlog.caughtUp();
        boolean again = backlog.caughtUp();

        // Then
        assertThat(List.of(first, second)).containsExactly(true, false);
        assertThat(List.of(level, again)).containsExactly(true, false);
        assertThat(backlog.isBehind()).isFalse();
    }

    @Test
    void shouldStayBehindUntilTheSocketHasRoomWhenItsLastConversationIsForgotten() {
        // Given
        add("a");

        // When
        boolean known = backlog.remove("a");
        boolean unknown = backlog.remove("a");

        // Then
        assertThat(List.of(known, unknown)).containsExactly(true, false);
        assertThat(backlog.isBehind()).isTrue();
        assertThat(backlog.caughtUp()).isTrue();
    }

    @Test
    void shouldBeOverdueOnlyWhenTooMuchWasUnsentForTheWholeTime() {
        // When
        boolean atFirst = backlog.isOverdue(false, 1_000);
        boolean justBefore = backlog.isOverdue(false, 1_099);
        boolean inTime = backlog.isOverdue(false, 1_100);

        // Then
        assertThat(List.of(atFirst, justBefore, inTime)).containsExactly(false, false, true);
    }

    @Test
    void shouldWaitAnewWhenTheClientHasReadOnMeanwhile() {
        // Given
        backlog.isOverdue(false, 1_000);

        // When
        backlog.writable();
        boolean afterReading = backlog.isOverdue(false, 1_100);
        boolean writable = backlog.isOverdue(true, 1_150);
        boolean afterRoom = backlog.isOverdue(false, 1_240);

        // Then
        assertThat(List.of(afterReading, writable, afterRoom)).containsOnly(false);
    }

    @Test
    void shouldReportAtItsEndWhetherItWasBehind() {
        // When
        boolean level = backlog.clear();
        add("a");
        boolean behind = backlog.clear();

        // Then
        assertThat(List.of(level, behind)).containsExactly(false, true);
        assertThat(backlog.next(1)).isEmpty();
    }

    private boolean add(String conversationId) {
        return backlog.add(conversationId, held -> held);
    }
}
