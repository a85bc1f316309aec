package io.parley.topologies.delivery;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class ConversationCacheTest {

    private final List<String> loaded = new ArrayList<>();

    @Test
    void shouldLoadOnceWhenThereIsRoom() {
        // Given
        ConversationCache<Roster> cache = new ConversationCache<>(4, Roster::size);

        // When
        cache.get("a", this::pair);
        cache.get("b", this::pair);
        cache.get("a", this::pair);

        // Then
        assertThat(loaded).containsExactly("a", "b");
        assertThat(cache.rows()).isEqualTo(4);
    }

    @Test
    void shouldDropTheLeastRecentlyUsedWhenItHasTooManyRows() {
        // Given
        ConversationCache<Roster> cache = new ConversationCache<>(5, Roster::size);
        cache.get("a", this::pair);
        cache.get("b", this::pair);
        cache.get("a", this::pair);

        // When
        cache.get("c", this::pair);

        // Then
        assertThat(cache.rows()).isEqualTo(4);
        cache.get("a", this::pair);
        cache.get("b", this::pair);
        assertThat(loaded).containsExactly("a", "b", "c", "b");
    }

    @Test
    void shouldHoldNothingWhenItMayNot() {
        // Given
        ConversationCache<Roster> cache = new ConversationCache<>(0, Roster::size);

        // When
        Roster roster = cache.get("a", this::pair);

        // Then
        assertThat(roster.size()).isEqualTo(2);
        assertThat(cache.rows()).isZero();
    }

    @Test
    void shouldGiveTheNewestWhenARosterChanged() {
        // Given
        ConversationCache<Roster> cache = new ConversationCache<>(10, Roster::size);
        Roster changed = cache.get("a", this::pair)
                .after(new Events("a").added(2, "ann", "cid"), Duration.ofDays(1))
                .roster();

        // When
        cache.put("a", changed);

        // Then
        assertThat(cache.get("a", this::pair)).isSameAs(changed);
        assertThat(cache.rows()).isEqualTo(3);
    }

    private Roster pair(String conversationId) {
        loaded.add(conversationId);
        return Roster.EMPTY
                .after(new Events(conversationId).created("ann", "bob"), Duration.ofDays(1))
                .roster();
    }
}
