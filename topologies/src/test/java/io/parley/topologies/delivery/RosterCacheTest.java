package io.parley.topologies.delivery;

import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import static org.assertj.core.api.Assertions.assertThat;

class RosterCacheTest {

    private final List<String> loaded = new ArrayList<>();

    @Test
    void shouldLoadOnceWhenThereIsRoom() {
        // Given
        RosterCache cache = new RosterCache(4);

        // When
        cache.get("a", this::pair);
        cache.get("b", this::pair);
        cache.get("a", this::pair);

        // Then
        assertThat(loaded).containsExactly("a", "b");
        assertThat(cache.members()).isEqualTo(4);
    }

    @Test
    void shouldDropTheLeastRecentlyUsedWhenItHasTooManyMembers() {
        // Given
        RosterCache cache = new RosterCache(5);
        cache.get("a", this::pair);
        cache.get("b", this::pair);
        cache.get("a", this::pair);

        // When
        cache.get("c", this::pair);

        // Then
        assertThat(cache.members()).isEqualTo(4);
        cache.get("a", this::pair);
        cache.get("b", this::pair);
        assertThat(loaded).containsExactly("a", "b", "c", "b");
    }

    @Test
    void shouldHoldNothingWhenItMayNot() {
        // Given
        RosterCache cache = new RosterCache(0);

        // When
        Roster roster = cache.get("a", this::pair);

        // Then
        assertThat(roster.size()).isEqualTo(2);
        assertThat(cache.members()).isZero();
    }

    @Test
    void shouldGiveTheNewestWhenARosterChanged() {
        // Given
        RosterCache cache = new RosterCache(10);
        Roster changed = cache.get("a", this::pair)
                .after(new Events("a").added(2, "ann", "cid"), Duration.ofDays(1))
                .roster();

        // When
        cache.put("a", changed);

        // Then
        assertThat(cache.get("a", this::pair)).isSameAs(changed);
        assertThat(cache.members()).isEqualTo(3);
    }

    private Roster pair(String conversationId) {
        loaded.add(conversationId);
        return Roster.EMPTY
                .after(new Events(conversationId).created("ann", "bob"), Duration.ofDays(1))
                .roster();
    }
}
