package io.parley.topologies.conversation.decision;

import io.parley.avro.ConversationKind;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class HeadTest {

    private static final int THRESHOLD = 3;

    private final Head first = Head.first(1, 5, ConversationKind.GROUP, 3, 1, THRESHOLD);

    @Test
    void shouldBecomeLargeByTheEventThatAddsMoreThanTheThreshold() {
        // When
        Head grown = first.next(6, 3, 1, THRESHOLD).next(7, 4, 1, THRESHOLD);

        // Then
        assertThat(first.isLarge()).isFalse();
        assertThat(grown.isLarge()).isTrue();
        assertThat(grown.largeBy()).isEqualTo(grown.sequence()).isEqualTo(3);
        assertThat(grown.wasLarge()).as("before its newest event").isFalse();
        assertThat(grown.next(8, 4, 1, THRESHOLD).wasLarge()).isTrue();
    }

    @Test
    void shouldBeLargeFromItsFirstEventOnWhenItIsCreatedSo() {
        // When
        Head large = Head.first(1, 5, ConversationKind.GROUP, 4, 1, THRESHOLD);

        // Then
        assertThat(large.largeBy()).isEqualTo(1);
        assertThat(large.wasLarge()).isFalse();
    }

    @Test
    void shouldStayLargeHoweverFewMembersAreLeft() {
        // When
        Head shrunk = first.next(6, 4, 1, THRESHOLD).next(7, 1, 1, THRESHOLD);

        // Then
        assertThat(shrunk.isLarge()).isTrue();
        assertThat(shrunk.largeBy()).isEqualTo(2);
        assertThat(shrunk.next(8, 9, 1, THRESHOLD).largeBy())
                .as("and by the same")
                .isEqualTo(2);
    }

    @Test
    void shouldBecomeLargeByItsNextAddedWhenALowerThresholdFindsItAbove() {
        // When
        Head message = first.next(6, 3, 1, 2);
        Head fewer = first.next(6, 2, 1, 1);
        Head added = first.next(6, 4, 1, 2);

        // Then
        assertThat(message.isLarge()).isFalse();
        assertThat(fewer.isLarge()).isFalse();
        assertThat(added.isLarge()).isTrue();
    }

    @Test
    void shouldNeverBecomeLargeWhenItIsDirect() {
        assertThat(Head.first(1, 5, ConversationKind.DIRECT, 2, 0, 1).isLarge()).isFalse();
    }

    @Test
    void shouldKnowWhoSentItsNewestMessage() {
        // When
        Head sent = first.next(6, 3, 1, THRESHOLD).sentBy("bob");
        Head later = sent.next(7, 3, 1, THRESHOLD);

        // Then
        assertThat(sent.sent().of("bob")).isEqualTo(2);
        assertThat(later.sent().of("bob")).as("after an event of another kind").isEqualTo(2);
    }

    @Test
    void shouldKeepNoMarksOfThoseWhoSentOnceItIsLarge() {
        // When
        Head grown = first.next(6, 3, 1, THRESHOLD).sentBy("bob").next(7, 4, 1, THRESHOLD);
        Head sent = grown.next(8, 4, 1, THRESHOLD).sentBy("ann");

        // Then
        assertThat(grown.sent()).isEqualTo(SentMarks.NONE);
        assertThat(sent.sent()).isEqualTo(SentMarks.NONE);
    }
}
