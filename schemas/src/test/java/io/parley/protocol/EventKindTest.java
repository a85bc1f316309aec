package io.parley.protocol;

import io.parley.avro.Event;
import io.parley.avro.Renamed;
import org.apache.avro.Schema;
import org.junit.jupiter.api.Test;

import java.time.Instant;
import java.util.Arrays;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class EventKindTest {

    @Test
    void shouldHaveNamesOfProtocolWhenKindsAreWritten() {
        // When // Then
        assertThat(EventKind.values())
                .extracting(EventKind::wireName)
                .contains("created", "message", "edited", "deleted", "reacted", "added", "removed", "renamed")
                .doesNotHaveDuplicates();
    }

    @Test
    void shouldKnowEveryBodyWhenSchemaAllowsIt() {
        // When // Then
        assertThat(Event.getClassSchema().getField("body").schema().getTypes())
                .extracting(Schema::getFullName)
                .containsExactlyInAnyOrderElementsOf(Arrays.stream(EventKind.values())
                        .map(kind -> kind.bodyType().getName())
                        .toList());
    }

    @Test
    void shouldFindKindWhenNameOrBodyIsGiven() {
        // Given
        Event event = new Event("c", 1L, "id", "alice", Instant.EPOCH, new Renamed("title"));

        // When // Then
        assertThat(EventKind.of(event)).isEqualTo(EventKind.RENAMED);
        for (EventKind kind : EventKind.values()) {
            assertThat(EventKind.named(kind.wireName())).isEqualTo(kind);
        }
    }

    @Test
    void shouldSayWhatItKnowsWhenKindIsUnknown() {
        // When // Then
        assertThatThrownBy(() -> EventKind.named("whispered"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("whispered")
                .hasMessageContaining("expected: one of created, message");
        assertThatThrownBy(() -> EventKind.ofBody("no record"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("java.lang.String");
        assertThatThrownBy(() -> EventKind.ofBody(null))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("none");
    }
}
