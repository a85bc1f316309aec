package io.parley.topologies.conversation.state;

import io.parley.avro.Role;
import io.parley.topologies.conversation.decision.Decision.Change;
import io.parley.topologies.conversation.decision.Membership;
import org.junit.jupiter.api.Test;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

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
        Roster changed =
                cache.get("a", this::pair).after(List.of(new Change.Put("cid", new Membership(Role.MEMBER, 2, 0))));

        // When
        cache.put("a", changed);

        // Then
        assertThat(cache.get("a", this::pair)).isSameAs(changed);
        assertThat(cache.rows()).isEqualTo(3);
    }

    @Test
    void shouldLoadAnewAndHaveRoomWhenItWasCleared() {
        // Given
        ConversationCache<List<String>> cache = new ConversationCache<>(2, List::size);
        cache.put("c", List.of("ann", "bob"));

        // When
        cache.clear();

        // Then
        assertThat(cache.rows()).isZero();
        assertThat(cache.get("c", id -> List.of("cid"))).containsExactly("cid");
    }

    @Test
    void shouldChangeOnlyWhatItHolds() {
        // Given
        ConversationCache<Roster> cache = new ConversationCache<>(10, Roster::size);
        cache.get("a", this::pair);

        // When
        cache.change("a", roster -> roster.after(List.of(new Change.Drop("bob"))));
        cache.change("b", roster -> roster.after(List.of(new Change.Drop("bob"))));

        // Then
        assertThat(cache.get("a", this::pair).has("bob")).isFalse();
        assertThat(cache.get("b", this::pair).has("bob")).isTrue();
        assertThat(loaded).containsExactly("a", "b");
    }

    private Roster pair(String conversationId) {
        loaded.add(conversationId);
        return new Roster(new TreeMap<>(
                Map.of("ann", new Membership(Role.OWNER, 1, 0), "bob", new Membership(Role.MEMBER, 1, 1))));
    }
}
