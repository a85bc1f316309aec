package io.parley.schemas;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.MessagePreview;
import io.parley.avro.Renamed;
import org.junit.jupiter.api.Test;

import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

class MessagePreviewsTest {

    private static final Instant SENT_AT = Instant.parse("2026-03-01T12:00:00Z");
    private static final MessagePreview SHOWN =
            new MessagePreview(5L, "alice", SENT_AT.minusSeconds(60).toEpochMilli(), "hello");
    private static final MessagePreview WITHOUT_TEXT =
            new MessagePreview(5L, "alice", SENT_AT.minusSeconds(60).toEpochMilli(), null);

    @Test
    void shouldBeginWithTheFirstCharactersOfAMessage() {
        String text = "\uD83D\uDE00".repeat(PreviewText.MOST_CHARACTERS);

        assertThat(MessagePreviews.after(event(new Message(text + "!", "text/plain", false, null)), SHOWN))
                .isEqualTo(new MessagePreview(9L, "bob", SENT_AT.toEpochMilli(), text));
    }

    @Test
    void shouldShowNoTextOfAnEncryptedMessageNorOfItsEdits() {
        MessagePreview encrypted =
                MessagePreviews.after(event(new Message("c2VjcmV0", "text/plain", true, null)), null);

        assertThat(encrypted).isEqualTo(new MessagePreview(9L, "bob", SENT_AT.toEpochMilli(), null));
        assertThat(MessagePreviews.after(event(new Edited(5L, "c2VjcmV0")), WITHOUT_TEXT))
                .isEqualTo(WITHOUT_TEXT);
    }

    @Test
    void shouldFollowEditsAndTheDeletionOfItsMessageAlone() {
        assertThat(MessagePreviews.after(event(new Edited(5L, "bye")), SHOWN))
                .isEqualTo(new MessagePreview(5L, "alice", SHOWN.getSentAtMs(), "bye"));
        assertThat(MessagePreviews.after(event(new Deleted(5L)), SHOWN)).isEqualTo(WITHOUT_TEXT);
        assertThat(MessagePreviews.after(event(new Edited(4L, "bye")), SHOWN)).isSameAs(SHOWN);
        assertThat(MessagePreviews.after(event(new Deleted(4L)), SHOWN)).isSameAs(SHOWN);
        assertThat(MessagePreviews.after(event(new Renamed("title")), SHOWN)).isSameAs(SHOWN);
    }

    @Test
    void shouldBeChangedByNothingButAMessageWhileThereIsNone() {
        assertThat(MessagePreviews.isChangedBy(event(new Deleted(5L)), null)).isFalse();
        assertThat(MessagePreviews.after(event(new Edited(5L, "bye")), null)).isNull();
        assertThat(MessagePreviews.isChangedBy(event(new Message("hi", "text/plain", false, null)), null))
                .isTrue();
    }

    private static Event event(Object body) {
        return new Event("a3bb189e-8bf9-4c5d-9d3b-0d6b1f3c9a01", 9L, "id", "bob", SENT_AT, body);
    }
}
