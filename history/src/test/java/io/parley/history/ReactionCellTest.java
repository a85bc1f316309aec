package io.parley.history;

import io.parley.avro.Reacted;
import org.junit.jupiter.api.Test;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;

class ReactionCellTest {

    private static final String HEART = "\u2764";
    private static final String RED_HEART = "\u2764\uFE0F";

    private final Map<String, String> cells = new HashMap<>();

    @Test
    void shouldGiveReactionsInOrderWhenSeveralUsersReact() {
        // Given
        react(9, "alice", "👍");
        react(5, "carol", "👍");
        react(7, "bob", "🎉");
        react(6, "bob", "👍");

        // When
        List<StoredReaction> reactions = ReactionCell.read(cells);

        // Then
        assertThat(reactions)
                .containsExactly(
                        new StoredReaction("👍", List.of("carol", "bob", "alice")),
                        new StoredReaction("🎉", List.of("bob")));
        assertThat(reactions.get(0).count()).isEqualTo(3);
    }

    @Test
    void shouldBeOneReactionAsFirstGivenWhenSpellingsDiffer() {
        // Given
        react(5, "alice", HEART);
        react(6, "bob", RED_HEART);
        react(7, "alice", RED_HEART);

        // When
        List<StoredReaction> reactions = ReactionCell.read(cells);

        // Then
        assertThat(reactions).containsExactly(new StoredReaction(RED_HEART, List.of("bob", "alice")));
    }

    @Test
    void shouldHaveNoneWhenItWasTakenBackInAnotherSpelling() {
        // Given
        react(5, "alice", RED_HEART);

        // When
        write(6, "alice", new Reacted(2L, HEART, true));

        // Then
        assertThat(ReactionCell.read(cells)).isEmpty();
    }

    @Test
    void shouldKeepTextsAsTheyAreWhenReactionsHaveSpaces() {
        // Given
        react(5, "alice", "so true");
        react(6, "bob", " ");

        // When
        List<StoredReaction> reactions = ReactionCell.read(cells);

        // Then
        assertThat(reactions)
                .containsExactly(
                        new StoredReaction("so true", List.of("alice")), new StoredReaction(" ", List.of("bob")));
    }

    private void react(long sequence, String user, String reaction) {
        write(sequence, user, new Reacted(2L, reaction, false));
    }

    private void write(long sequence, String user, Reacted reacted) {
        cells.put(ReactionCell.key(user, reacted), ReactionCell.value(sequence, reacted));
    }
}
