package io.parley.history;

import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.schemas.ConversationId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventRowsTest {

    private final ConversationId conversation = Events.conversation();

    static List<Object> bodies() {
        return Events.bodies();
    }

    @ParameterizedTest
    @MethodSource("bodies")
    void shouldReadWhatWasWrittenWhenEventIsOfAnyKind(Object body) {
        // Given
        Event event = Events.event(conversation, 12, body);

        // When
        Map<Column, Object> row = EventRows.of(event);

        // Then
        StoredEvent read = EventRows.read(row);
        Event expected = body instanceof Edited edited
                ? Events.event(conversation, 12, new Edited(edited.getTarget(), ""))
                : event;
        assertThat(read).isEqualTo(new StoredEvent(expected, OptionalLong.empty(), false));
        assertThat(row).doesNotContainValue(null);
    }

    @Test
    void shouldComputeBucketWhenSequenceCrossesOne() {
        // When
        Map<Column, Object> last = EventRows.of(Events.message(conversation, 9_999, "a"));
        Map<Column, Object> first = EventRows.of(Events.message(conversation, 10_000, "b"));

        // Then
        assertThat(last).containsEntry(Column.BUCKET, 0L);
        assertThat(first).containsEntry(Column.BUCKET, 1L);
    }

    @Test
    void shouldGrowWriteTimeWithSequenceWhenClockStandsStill() {
        // Given
        Event first = Events.message(conversation, 5, "a");
        Event second = Events.message(conversation, 6, "b");

        // When
        long firstTime = EventRows.writeTime(first);
        long secondTime = EventRows.writeTime(second);

        // Then
        assertThat(secondTime).isGreaterThan(firstTime);
        assertThat(firstTime / 1_000).isEqualTo(Events.SENT.toEpochMilli());
    }

    @Test
    void shouldHideTextWhenMessageWasDeleted() {
        // Given
        Map<Column, Object> row = new HashMap<>(EventRows.of(Events.message(conversation, 3, "secret")));
        row.put(Column.DELETED, true);
        row.put(Column.EDITED_SEQUENCE, 4L);
        row.put(Column.REACTIONS, Map.of("bob 👍", "5 👍"));

        // When
        StoredEvent read = EventRows.read(row);

        // Then
        assertThat(read.reactions()).isEmpty();
        assertThat(read.deleted()).isTrue();
        assertThat(read.editedSequence()).isEmpty();
        assertThat(((Message) read.event().getBody()).getContent()).isEmpty();
    }

    @Test
    void shouldGiveReactionsWhenMessageHasSome() {
        // Given
        Map<Column, Object> row = new HashMap<>(EventRows.of(Events.message(conversation, 3, "hello")));
        row.put(Column.REACTIONS, Map.of("bob 👍", "5 👍", "carol 👍", ""));

        // When
        StoredEvent read = EventRows.read(row);

        // Then
        assertThat(read.reactions()).containsExactly(new StoredReaction("👍", List.of("bob")));
    }

    @Test
    void shouldRefuseWhenKindOfRowIsUnknown() {
        // Given
        Map<Column, Object> row = new HashMap<>(EventRows.of(Events.message(conversation, 3, "hello")));
        row.put(Column.KIND, "whispered");

        // When // Then
        assertThatThrownBy(() -> EventRows.read(row))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whispered");
    }

    @Test
    void shouldRefuseWhenEventHasNoBody() {
        // Given
        Event event = Events.event(conversation, 3, null);

        // When // Then
        assertThatThrownBy(() -> EventRows.of(event))
                .isInstanceOf(UnstorableEventException.class)
                .hasMessageContaining("unknown kind: none");
    }

    @Test
    void shouldRefuseWhenConversationIsNoUuid() {
        // Given
        Event event = Events.message(conversation, 1, "a");
        event.setConversationId("lobby");

        // When // Then
        assertThatThrownBy(() -> EventRows.of(event))
                .isInstanceOf(UnstorableEventException.class)
                .hasMessageContaining("UUID");
    }

    @Test
    void shouldRefuseWhenSequenceIsBelowOne() {
        // Given
        Event event = Events.message(conversation, 0, "a");

        // When // Then
        assertThatThrownBy(() -> EventRows.of(event))
                .isInstanceOf(UnstorableEventException.class)
                .hasMessageContaining("expected: 1 or more");
    }
}
