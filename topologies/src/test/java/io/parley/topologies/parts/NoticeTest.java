package io.parley.topologies.parts;

import io.parley.topologies.path.Events;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class NoticeTest {

    private static final String FACE = "\uD83D\uDE00";

    private final Events events = new Events("c");

    @Test
    void shouldKeepATextThatIsShortEnough() {
        // Given
        String longest = FACE.repeat(Notice.MOST_CODE_POINTS);

        // When
        Notice notice = of(longest, false);

        // Then
        assertThat(notice.text()).isEqualTo(longest);
        assertThat(notice.senderId()).isEqualTo("bob");
    }

    @Test
    void shouldCutBetweenCodePointsWhenTheTextIsTooLong() {
        // Given
        String tooLong = "x" + FACE.repeat(Notice.MOST_CODE_POINTS);

        // When
        Notice notice = of(tooLong, false);

        // Then
        assertThat(notice.text()).isEqualTo("x" + FACE.repeat(Notice.MOST_CODE_POINTS - 2) + "\u2026");
        assertThat(notice.text().codePointCount(0, notice.text().length())).isEqualTo(Notice.MOST_CODE_POINTS);
    }

    @Test
    void shouldHaveNoTextWhenTheMessageIsEncrypted() {
        assertThat(of("c2VjcmV0", true)).isEqualTo(new Notice("c", 2, "bob", null));
    }

    @Test
    void shouldHaveTheNewTextWhenTheMessageIsEdited() {
        // Given
        Notice before = of("hello", false);

        // When
        Notice edited = Notice.after(events.edited(3, "bob", 2, "hullo"), sequence -> before);

        // Then
        assertThat(edited).isEqualTo(new Notice("c", 2, "bob", "hullo"));
    }

    @Test
    void shouldStayWithoutTextWhenAnEncryptedMessageIsEdited() {
        // Given
        Notice before = of("c2VjcmV0", true);

        // When
        Notice edited = Notice.after(events.edited(3, "bob", 2, "bW9yZQ=="), sequence -> before);

        // Then
        assertThat(edited.hasText()).isFalse();
    }

    @Test
    void shouldLoseTheTextAndKeepTheSenderWhenTheMessageIsDeletedByAnother() {
        // Given
        Notice before = of("hello", false);

        // When
        Notice deleted = Notice.after(events.deleted(3, "owner", 2), sequence -> before);
        Notice forgotten = Notice.after(events.deleted(3, "owner", 2), sequence -> null);

        // Then
        assertThat(deleted).isEqualTo(new Notice("c", 2, "bob", null));
        assertThat(forgotten).isEqualTo(Notice.faded("c", 2));
    }

    @Test
    void shouldBeNoneWhenTheEventIsAboutNoMessage() {
        assertThat(Notice.after(events.renamed(3, "bob", "Crew"), sequence -> null))
                .isNull();
    }

    private Notice of(String content, boolean encrypted) {
        return Notice.after(events.message(2, "bob", content, encrypted), sequence -> null);
    }
}
