package io.parley.topologies.path;

import io.parley.avro.Event;
import io.parley.avro.InboxDelivery;
import io.parley.avro.MessagePreview;
import io.parley.topologies.conversation.ConversationConfig;
import io.parley.topologies.user.UserConfig;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.time.Instant;

import static org.assertj.core.api.Assertions.assertThat;

/** The newest message in the entries of an inbox. */
class PreviewsTest {

    private static final String GROUP = "00000000-0000-4000-8000-000000000001";

    private final Events events = new Events(GROUP);
    private final PathFixture path =
            new PathFixture(1, ConversationConfig.standard().withLargeGroupThreshold(4), UserConfig.standard());

    @AfterEach
    void close() {
        path.close();
    }

    @Test
    void shouldShowTheNewestMessage() {
        // Given
        publish(events.created("ann", "bob"));
        publish(events.message(2, "bob"));
        Instant at = path.now();
        publish(events.message(3, "bob"));
        publish(events.renamed(4, "ann", "Crew"));

        // When
        MessagePreview preview = preview("ann");

        // Then
        assertThat(preview).isEqualTo(new MessagePreview(3L, "bob", at.toEpochMilli(), "hello 3"));
    }

    @Test
    void shouldFollowEditsAndDeletionsOfTheNewestMessage() {
        // Given
        publish(events.created("ann", "bob"));
        publish(events.message(2, "bob"));
        publish(events.message(3, "bob"));

        // When
        publish(events.edited(4, "bob", 2, "older"));
        publish(events.edited(5, "bob", 3, "newer"));
        String edited = preview("ann").getText();
        publish(events.deleted(6, "bob", 3));

        // Then
        assertThat(edited).isEqualTo("newer");
        assertThat(preview("ann").getSequence()).isEqualTo(3);
        assertThat(preview("ann").getText()).isNull();
    }

    @Test
    void shouldShowNothingOfAnEncryptedMessageNorOfItsEdit() {
        // Given
        publish(events.created("ann", "bob"));
        publish(events.message(2, "bob", "c2VjcmV0", true));

        // When
        publish(events.edited(3, "bob", 2, "bW9yZQ=="));

        // Then
        assertThat(preview("ann").getText()).isNull();
    }

    @Test
    void shouldShowTheFirst140Characters() {
        // Given
        publish(events.created("ann", "bob"));

        // When
        publish(events.message(2, "bob", "\uD83D\uDE00".repeat(141), false));

        // Then
        assertThat(preview("ann").getText()).isEqualTo("\uD83D\uDE00".repeat(140));
    }

    @Test
    void shouldForgetItWithTheLastMemberOfAPartition() {
        // Given
        publish(events.created("ann", "bob"));
        publish(events.message(2, "ann"));
        publish(events.removed(3, "ann", "bob"));
        publish(events.removed(4, "ann", "ann"));

        // Then
        assertThat(path.storeOfUsers("user-previews").get(GROUP)).isNull();
    }

    @Test
    void shouldChangeNothingWhenAnEarlierEventIsRepeated() {
        // Given
        publish(events.created("ann", "bob"));
        Event message = publish(events.message(2, "bob"));
        publish(events.edited(3, "bob", 2, "first"));
        publish(events.edited(4, "bob", 2, "second"));

        // When
        path.againFrom(message);

        // Then
        assertThat(preview("ann").getText()).isEqualTo("second");
    }

    @Test
    void shouldShowTheNewestMessageOfALargeGroupFromTheNextHintOn() {
        // Given
        publish(events.created("bob", "ann", "cid", "dee", "eve"));
        publish(events.message(2, "bob"));
        path.pass(Duration.ofSeconds(11));
        publish(events.message(3, "cid"));

        // When
        path.pass(Duration.ofSeconds(11));
        String newest = preview("ann").getText();
        publish(events.edited(4, "cid", 3, "edited"));
        String edited = preview("ann").getText();
        publish(events.deleted(5, "cid", 3));

        // Then
        assertThat(newest).isEqualTo("hello 3");
        assertThat(edited).isEqualTo("edited");
        assertThat(preview("ann").getText()).isNull();
    }

    private Event publish(Event event) {
        event.setSentAt(path.now());
        path.event(event);
        return event;
    }

    private MessagePreview preview(String userId) {
        path.deliveries("gw-1");
        path.connect(userId, "probe", "gw-1", 1);
        InboxDelivery inbox = (InboxDelivery) path.deliveries("gw-1").get(0);
        path.disconnect(userId, "probe", "gw-1", 1);
        return inbox.getConversations().get(0).getPreview();
    }
}
