package io.parley.history;

import io.parley.schemas.ConversationId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** The reader against a naive model, over stores, arrivals and queries that chance makes. */
class ShelfReaderPropertyTest {

    private static final int ROUNDS = 10_000;
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ConversationId conversation = Events.conversation();

    @Test
    void shouldAnswerLikeModelWhenStoreAndQueryAreRandom() {
        long first = new Random().nextLong();
        for (long seed = first; seed < first + ROUNDS; seed++) {
            // Given
            Random random = new Random(seed);
            long base = random.nextBoolean() ? 0 : 9_980;
            long head = base + random.nextInt(40);
            GrowingShelf shelf = store(random, base, head);
            HistoryQuery query = query(random, base, head);

            // When
            HistoryPage page = new ShelfReader(shelf, shelf.waiting(), LONGEST_WAIT)
                    .page(query)
                    .toCompletableFuture()
                    .join();

            // Then
            long run = seed;
            check(shelf, query, page, () -> "seed " + run + ", " + query + ", " + page);
        }
    }

    @Test
    void shouldShowAllThatHappenedUpToThroughWhenPageIsCompleteAndReadsTakeTime() {
        long first = new Random().nextLong();
        int complete = 0;
        for (long seed = first; seed < first + ROUNDS; seed++) {
            // Given
            Random random = new Random(seed);
            long base = random.nextBoolean() ? 0 : 9_980;
            long head = base + random.nextInt(40);
            GrowingShelf shelf = store(random, base, head).readsTake(Duration.ofSeconds(1), random);
            HistoryQuery query = query(random, base, head);

            // When
            HistoryPage page = new ShelfReader(shelf, shelf.waiting(), LONGEST_WAIT)
                    .page(query)
                    .toCompletableFuture()
                    .join();

            // Then
            if (page.complete()) {
                complete++;
                long run = seed;
                assertShown(shelf, page, query, () -> "seed " + run + ", " + query + ", " + page);
            }
        }
        assertThat(complete).as("pages that say they are complete").isGreaterThan(ROUNDS / 10);
    }

    @Test
    void shouldShowAllThatHappenedUpToThereWhenOneEventIsRead() {
        long first = new Random().nextLong();
        int found = 0;
        for (long seed = first; seed < first + ROUNDS; seed++) {
            // Given
            Random random = new Random(seed);
            long head = 10_000 + random.nextInt(30);
            GrowingShelf shelf = store(random, 9_980, head).readsTake(Duration.ofSeconds(1), random);
            HistoryReader reader = new ShelfReader(shelf, shelf.waiting(), LONGEST_WAIT);
            long sequence = head - random.nextInt(20);
            long through = sequence + random.nextInt((int) (head - sequence) + 1);

            // When
            Optional<StoredEvent> event = reader.event(conversation, sequence, through, LONGEST_WAIT)
                    .toCompletableFuture()
                    .join();
            Optional<StoredTarget> target = reader.target(conversation, sequence, head, LONGEST_WAIT)
                    .toCompletableFuture()
                    .join();

            // Then
            String about = "seed " + seed + ", " + sequence + " through " + through + " of " + head;
            found += event.isPresent() ? 1 : 0;
            event.ifPresent(
                    one -> assertThat(shelf.lacking(one, through)).as(about).isEmpty());
            target.ifPresent(one -> {
                assertThat(one.readUpTo()).as(about).isBetween(sequence, head);
                assertThat(shelf.lacking(one.event(), one.readUpTo())).as(about).isEmpty();
            });
        }
        assertThat(found).as("events that were found").isGreaterThan(ROUNDS / 10);
    }

    @Test
    void shouldGiveEveryEventOnceWhenPagesAreWalkedForward() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            // Given
            long head = 9_900 + random.nextInt(300);
            GrowingShelf shelf = new GrowingShelf().withAll(1, head);
            HistoryReader reader = new ShelfReader(shelf, shelf.waiting(), LONGEST_WAIT);
            long mine = 9_800 + random.nextInt(100);
            List<Long> seen = new ArrayList<>();

            // When
            boolean more = true;
            while (more) {
                long after = seen.isEmpty() ? mine : seen.get(seen.size() - 1);
                HistoryPage page = reader.page(HistoryQuery.after(conversation, after, 1 + random.nextInt(200), head)
                                .through(head))
                        .toCompletableFuture()
                        .join();
                seen.addAll(sequences(page));
                more = page.more();
            }

            // Then
            assertThat(seen).as("seed " + seed).isEqualTo(range(mine + 1, head));
        }
    }

    @Test
    void shouldGiveEveryEventOnceWhenPagesAreWalkedBackward() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 20; round++) {
            // Given
            long head = 10_000 + random.nextInt(300);
            GrowingShelf shelf = new GrowingShelf().withAll(1, head);
            HistoryReader reader = new ShelfReader(shelf, shelf.waiting(), LONGEST_WAIT);
            List<Long> seen = new ArrayList<>();

            // When
            HistoryPage page = reader.page(HistoryQuery.newest(conversation, 150, head))
                    .toCompletableFuture()
                    .join();
            seen.addAll(0, sequences(page));
            while (page.more()) {
                page = reader.page(HistoryQuery.before(conversation, seen.get(0), 1 + random.nextInt(200), head))
                        .toCompletableFuture()
                        .join();
                seen.addAll(0, sequences(page));
            }

            // Then
            assertThat(seen).as("seed " + seed).isEqualTo(range(1, head));
        }
    }

    private static void check(GrowingShelf shelf, HistoryQuery query, HistoryPage page, Supplier<String> about) {
        long through = query.through().orElse(query.head());
        long cap = Math.min(through, query.head());
        List<Long> given = sequences(page);
        OptionalLong after = startingPoint(query);
        int limit = mostFrom(query, after);
        List<Long> expected = after.isPresent()
                ? modelAfter(shelf, after.getAsLong(), limit, cap)
                : modelBefore(shelf, query.before().orElse(Long.MAX_VALUE), query.limit(), cap);
        assertThat(given).as(about).isEqualTo(expected);
        assertThat(page.head()).as(about).isEqualTo(query.head());

        if (page.complete()) {
            assertShown(shelf, page, query, about);
            assertThat(cap == 0 || shelf.has(cap)).as(about).isTrue();
            assertThat(through).as(about).isLessThanOrEqualTo(query.head());
        }
        boolean whole;
        if (after.isPresent()) {
            long from = after.getAsLong();
            long reached = given.isEmpty() ? from : given.get(given.size() - 1);
            assertThat(page.more()).as(about).isEqualTo(reached < cap);
            whole = from >= cap ? cap == 0 || shelf.has(cap) : reached == Math.min(cap, from + limit);
        } else {
            assertThat(page.more()).as(about).isEqualTo(!given.isEmpty() && given.get(0) > 1);
            long top = Math.min(query.before().orElse(Long.MAX_VALUE) - 1, cap);
            whole = top < 1 ? cap <= 0 || shelf.has(cap) : !given.isEmpty() && given.get(given.size() - 1) == top;
        }
        if (query.through().isEmpty()) {
            assertThat(shelf.now()).as(about).isZero();
        } else if (!whole && through <= query.head()) {
            assertThat(shelf.now()).as(about).isGreaterThanOrEqualTo(LONGEST_WAIT);
        }
        if (whole && given.contains(cap) && through <= query.head()) {
            assertThat(page.complete()).as(about).isTrue();
        }
    }

    /** After which sequence a page that goes up begins. */
    private static OptionalLong startingPoint(HistoryQuery query) {
        return query.around().isPresent()
                ? OptionalLong.of(Math.max(0, query.around().getAsLong() - query.limit() / 2 - 1))
                : query.after();
    }

    /** How many events a page holds at most: around the first ones there is less before. */
    private static int mostFrom(HistoryQuery query, OptionalLong after) {
        if (query.around().isEmpty()) {
            return query.limit();
        }
        long last = query.around().getAsLong() + query.limit() - query.limit() / 2 - 1;
        return (int) (last - after.getAsLong());
    }

    private static void assertShown(GrowingShelf shelf, HistoryPage page, HistoryQuery query, Supplier<String> about) {
        long through = query.through().orElse(query.head());
        for (StoredEvent event : page.events()) {
            assertThat(shelf.lacking(event, through)).as(about).isEmpty();
        }
    }

    /** From above {@code after} on, as long as there is a next one. */
    private static List<Long> modelAfter(GrowingShelf shelf, long after, int limit, long cap) {
        List<Long> page = new ArrayList<>();
        for (long next = after + 1; next <= cap && page.size() < limit && shelf.has(next); next++) {
            page.add(next);
        }
        return page;
    }

    /** The newest that are there; of those the ones below the lowest gap. */
    private static List<Long> modelBefore(GrowingShelf shelf, long before, int limit, long cap) {
        List<Long> newest = new ArrayList<>();
        for (long next = Math.min(before - 1, cap); next >= 1 && newest.size() < limit; next--) {
            if (shelf.has(next)) {
                newest.add(next);
            }
        }
        Collections.reverse(newest);
        List<Long> page = new ArrayList<>();
        for (long sequence : newest) {
            if (page.isEmpty() || sequence == page.get(page.size() - 1) + 1) {
                page.add(sequence);
            } else {
                break;
            }
        }
        return page;
    }

    private static GrowingShelf store(Random random, long base, long head) {
        long reached = base + random.nextInt((int) (head - base) + 10);
        return ChangingStores.random(random, Math.max(1, base - 30), reached, random.nextBoolean() ? 0 : 30);
    }

    private HistoryQuery query(Random random, long base, long head) {
        OptionalLong after = OptionalLong.empty();
        OptionalLong before = OptionalLong.empty();
        OptionalLong around = OptionalLong.empty();
        switch (random.nextInt(4)) {
            case 0 -> after = OptionalLong.of(anywhere(random, base, head));
            case 1 -> before = OptionalLong.of(anywhere(random, base, head));
            case 2 -> around = OptionalLong.of(Math.max(1, anywhere(random, base, head)));
            default -> {}
        }
        OptionalLong through =
                random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(anywhere(random, base, head));
        return new HistoryQuery(conversation, after, before, around, through, 1 + random.nextInt(20), head);
    }

    /** Mostly where something is, often at the head, and sometimes beyond it. */
    private static long anywhere(Random random, long base, long head) {
        return switch (random.nextInt(4)) {
            case 0 -> base + random.nextInt(45);
            case 1 -> head;
            default -> base + random.nextInt((int) (head - base) + 1);
        };
    }

    private static List<Long> sequences(HistoryPage page) {
        return page.events().stream().map(StoredEvent::sequence).toList();
    }

    private static List<Long> range(long from, long to) {
        List<Long> range = new ArrayList<>();
        for (long sequence = from; sequence <= to; sequence++) {
            range.add(sequence);
        }
        return range;
    }
}
