package io.parley.history;

import io.parley.schemas.ConversationId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

import static org.assertj.core.api.Assertions.assertThat;

/** The reader against a naive model, over stores, arrivals and queries that chance makes. */
class HistoryReaderPropertyTest {

    private static final int ROUNDS = 20_000;
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
            HistoryPage page = new HistoryReader(shelf, shelf.waiting(), LONGEST_WAIT)
                    .page(query)
                    .toCompletableFuture()
                    .join();

            // Then
            check(shelf, query, page, "seed " + seed + ", " + query + ", " + page);
        }
    }

    @Test
    void shouldGiveEveryEventOnceWhenPagesAreWalkedForward() {
        long seed = new Random().nextLong();
        Random random = new Random(seed);
        for (int round = 0; round < 200; round++) {
            // Given
            long head = 9_900 + random.nextInt(300);
            GrowingShelf shelf = new GrowingShelf().withAll(1, head);
            HistoryReader reader = new HistoryReader(shelf, shelf.waiting(), LONGEST_WAIT);
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
            HistoryReader reader = new HistoryReader(shelf, shelf.waiting(), LONGEST_WAIT);
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

    private static void check(GrowingShelf shelf, HistoryQuery query, HistoryPage page, String about) {
        long through = query.through().orElse(query.head());
        long cap = Math.min(through, query.head());
        List<Long> given = sequences(page);
        List<Long> expected = query.after().isPresent()
                ? modelAfter(shelf, query.after().getAsLong(), query.limit(), cap)
                : modelBefore(shelf, query.before().orElse(Long.MAX_VALUE), query.limit(), cap);
        assertThat(given).as(about).isEqualTo(expected);
        assertThat(page.head()).as(about).isEqualTo(query.head());

        if (page.complete()) {
            assertThat(cap == 0 || shelf.has(cap)).as(about).isTrue();
            assertThat(through).as(about).isLessThanOrEqualTo(query.head());
        }
        boolean whole;
        if (query.after().isPresent()) {
            long after = query.after().getAsLong();
            long reached = given.isEmpty() ? after : given.get(given.size() - 1);
            assertThat(page.more()).as(about).isEqualTo(reached < cap);
            whole = after >= cap ? cap == 0 || shelf.has(cap) : reached == Math.min(cap, after + query.limit());
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
        GrowingShelf shelf = new GrowingShelf();
        long reached = base + random.nextInt((int) (head - base) + 10);
        for (long sequence = Math.max(1, base - 30); sequence <= reached; sequence++) {
            int chance = random.nextInt(20);
            if (chance == 0) {
                shelf.with(sequence, Duration.ofMillis(random.nextInt(4_000)));
            } else if (chance > 1) {
                shelf.with(sequence);
            }
        }
        return shelf;
    }

    private HistoryQuery query(Random random, long base, long head) {
        OptionalLong after = OptionalLong.empty();
        OptionalLong before = OptionalLong.empty();
        switch (random.nextInt(3)) {
            case 0 -> after = OptionalLong.of(base + random.nextInt(45));
            case 1 -> before = OptionalLong.of(base + random.nextInt(45));
            default -> {}
        }
        OptionalLong through = random.nextBoolean() ? OptionalLong.empty() : OptionalLong.of(base + random.nextInt(45));
        return new HistoryQuery(conversation, after, before, through, 1 + random.nextInt(20), head);
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
