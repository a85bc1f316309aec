package io.parley.history;

import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Reacted;
import io.parley.schemas.ConversationId;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.LongStream;

import static org.assertj.core.api.Assertions.assertThat;

class ShelfReaderTest {

    private static final Duration LONGEST_WAIT = Duration.ofSeconds(2);

    private final ConversationId conversation = Events.conversation();
    private final GrowingShelf shelf = new GrowingShelf();
    private final HistoryReader reader = new ShelfReader(shelf, shelf.waiting(), LONGEST_WAIT);

    @Test
    void shouldEndBelowGapWhenRowIsMissing() {
        // Given
        shelf.withAll(1, 4).withAll(6, 9);

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 1, 50, 9));

        // Then
        assertThat(sequences(page)).containsExactly(2L, 3L, 4L);
        assertThat(page.complete()).isFalse();
        assertThat(page.more()).isTrue();
        assertThat(shelf.now()).isZero();
    }

    @Test
    void shouldWaitForMissingRowWhenThroughIsAsked() {
        // Given
        shelf.withAll(1, 4).with(5, Duration.ofMillis(300)).withAll(6, 9);

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 1, 50, 9).through(9));

        // Then
        assertThat(sequences(page)).containsExactlyElementsOf(range(2, 9));
        assertThat(page.complete()).isTrue();
        assertThat(page.more()).isFalse();
        assertThat(shelf.now()).isBetween(Duration.ofMillis(300), Duration.ofMillis(500));
    }

    @Test
    void shouldShowWhatBecameOfMessagesWhenTheirRowsWereThereBeforeTheAwaitedOnes() {
        // Given
        Duration later = Duration.ofMillis(300);
        shelf.withAll(1, 4)
                .touched(5, new Edited(2L, "new"), later)
                .touched(6, new Deleted(3L), later)
                .touched(7, new Reacted(4L, "👍", false), later)
                .with(5, new Edited(2L, "new"), later)
                .with(6, new Deleted(3L), later)
                .with(7, new Reacted(4L, "👍", false), later);

        // When
        HistoryPage forward = page(HistoryQuery.after(conversation, 1, 50, 7).through(7));

        // Then
        assertThat(sequences(forward)).containsExactlyElementsOf(range(2, 7));
        assertThat(forward.complete()).isTrue();
        assertThat(forward.events())
                .allSatisfy(event -> assertThat(shelf.lacking(event, 7)).isEmpty());
    }

    @Test
    void shouldAnswerWithWhatIsThereWhenWaitIsOver() {
        // Given
        shelf.withAll(1, 4).with(5, Duration.ofSeconds(3));

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 2, 50, 5).through(5));

        // Then
        assertThat(sequences(page)).containsExactly(3L, 4L);
        assertThat(page.complete()).isFalse();
        assertThat(page.more()).isTrue();
        assertThat(shelf.now()).isEqualTo(LONGEST_WAIT);
    }

    @Test
    void shouldNotWaitForLaterPagesWhenPageIsFull() {
        // Given
        shelf.withAll(1, 10).with(20, Duration.ofSeconds(1));

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 0, 5, 20).through(20));

        // Then
        assertThat(sequences(page)).containsExactlyElementsOf(range(1, 5));
        assertThat(page.complete()).isFalse();
        assertThat(page.more()).isTrue();
        assertThat(shelf.now()).isZero();
    }

    @Test
    void shouldBeCompleteWithMoreToComeWhenStoreReachesBeyondPage() {
        // Given
        shelf.withAll(1, 20);

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 0, 5, 20).through(20));

        // Then
        assertThat(page.complete()).isTrue();
        assertThat(page.more()).isTrue();
    }

    @Test
    void shouldGiveNothingAboveHeadWhenStoreAndThroughGoBeyond() {
        // Given
        shelf.withAll(1, 20);

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 8, 50, 10).through(20));

        // Then
        assertThat(sequences(page)).containsExactly(9L, 10L);
        assertThat(page.head()).isEqualTo(10);
        assertThat(page.complete()).isFalse();
        assertThat(page.more()).isFalse();
    }

    @Test
    void shouldWaitForHeadWhenNothingLacksBelowIt() {
        // Given
        shelf.withAll(1, 9).with(10, Duration.ofMillis(100));

        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 10, 50, 10).through(10));

        // Then
        assertThat(page.events()).isEmpty();
        assertThat(page.complete()).isTrue();
        assertThat(page.more()).isFalse();
    }

    @Test
    void shouldGiveNewestBelowWhenBeforeIsAsked() {
        // Given
        shelf.withAll(1, 20);

        // When
        HistoryPage page = page(HistoryQuery.before(conversation, 10, 4, 20));

        // Then
        assertThat(sequences(page)).containsExactly(6L, 7L, 8L, 9L);
        assertThat(page.complete()).isTrue();
        assertThat(page.more()).isTrue();
    }

    @Test
    void shouldGiveBothSidesWhenAroundIsAsked() {
        // Given
        shelf.withAll(1, 20);

        // When
        HistoryPage even = page(HistoryQuery.around(conversation, 10, 4, 20));
        HistoryPage odd = page(HistoryQuery.around(conversation, 10, 5, 20));
        HistoryPage one = page(HistoryQuery.around(conversation, 10, 1, 20));
        HistoryPage atStart = page(HistoryQuery.around(conversation, 2, 10, 20));
        HistoryPage atHead = page(HistoryQuery.around(conversation, 19, 10, 20));
        HistoryPage beyond = page(HistoryQuery.around(conversation, 400, 10, 20));

        // Then
        assertThat(sequences(even)).containsExactly(8L, 9L, 10L, 11L);
        assertThat(even.more()).isTrue();
        assertThat(even.complete()).isTrue();
        assertThat(sequences(odd)).containsExactly(8L, 9L, 10L, 11L, 12L);
        assertThat(sequences(one)).containsExactly(10L);
        assertThat(sequences(atStart)).containsExactlyElementsOf(range(1, 6));
        assertThat(sequences(atHead)).containsExactlyElementsOf(range(14, 20));
        assertThat(atHead.more()).isFalse();
        assertThat(beyond).isEqualTo(new HistoryPage(List.of(), 20, true, false));
    }

    @Test
    void shouldShowWhatWasDoneUpToThereWhenTargetIsAskedFor() {
        // Given
        Duration later = Duration.ofMillis(300);
        shelf.withAll(1, 4).touched(5, new Deleted(2L), later).with(5, new Deleted(2L), later);

        // When
        Optional<StoredTarget> before =
                await(reader.target(conversation, 2, 5, Duration.ofSeconds(1)).toCompletableFuture());
        Optional<StoredTarget> awaited =
                await(reader.target(conversation, 5, 5, Duration.ofSeconds(1)).toCompletableFuture());
        Optional<StoredTarget> after =
                await(reader.target(conversation, 2, 5, Duration.ofSeconds(1)).toCompletableFuture());
        Optional<StoredTarget> never =
                await(reader.target(conversation, 6, 7, Duration.ofSeconds(1)).toCompletableFuture());

        // Then
        assertThat(before).hasValueSatisfying(target -> {
            assertThat(target.readUpTo()).isEqualTo(4);
            assertThat(target.event().deleted()).isFalse();
        });
        assertThat(awaited).map(StoredTarget::readUpTo).contains(5L);
        assertThat(after).hasValueSatisfying(target -> {
            assertThat(target.readUpTo()).isEqualTo(5);
            assertThat(target.event().deleted()).isTrue();
        });
        assertThat(never).isEmpty();
    }

    @Test
    void shouldGiveEventAsItStandsAfterAnotherWhenThatIsStillToCome() {
        // Given
        Duration later = Duration.ofMillis(300);
        shelf.withAll(1, 4).touched(5, new Deleted(2L), later).with(5, new Deleted(2L), later);

        // When
        Optional<StoredEvent> event =
                await(reader.event(conversation, 2, 5, Duration.ofSeconds(1)).toCompletableFuture());
        Optional<StoredEvent> never =
                await(reader.event(conversation, 2, 6, Duration.ofSeconds(1)).toCompletableFuture());

        // Then
        assertThat(event).map(StoredEvent::deleted).contains(true);
        assertThat(never).isEmpty();
    }

    @Test
    void shouldHaveNoMoreWhenPageBeginsWithFirst() {
        // Given
        shelf.withAll(1, 20);

        // When
        HistoryPage page = page(HistoryQuery.before(conversation, 4, 4, 20));

        // Then
        assertThat(sequences(page)).containsExactly(1L, 2L, 3L);
        assertThat(page.more()).isFalse();
    }

    @Test
    void shouldGiveNothingWhenBeforeIsFirst() {
        // Given
        shelf.withAll(1, 20);

        // When
        HistoryPage page = page(HistoryQuery.before(conversation, 1, 4, 20));

        // Then
        assertThat(page).isEqualTo(new HistoryPage(List.of(), 20, true, false));
    }

    @Test
    void shouldGiveNewestPageThatStoreHasWhenItLagsBehindHead() {
        // Given
        shelf.withAll(1, 10_001).with(10_003);

        // When
        HistoryPage page = page(HistoryQuery.newest(conversation, 4, 10_050));

        // Then
        assertThat(sequences(page)).containsExactly(9_999L, 10_000L, 10_001L);
        assertThat(page.complete()).isFalse();
        assertThat(page.more()).isTrue();
    }

    @Test
    void shouldWaitForNewestWhenThroughIsAsked() {
        // Given
        shelf.withAll(1, 10_001).with(10_002, Duration.ofMillis(80)).with(10_003);

        // When
        HistoryPage page = page(HistoryQuery.newest(conversation, 5, 10_003).through(10_003));

        // Then
        assertThat(sequences(page)).containsExactlyElementsOf(range(9_999, 10_003));
        assertThat(page.complete()).isTrue();
    }

    @Test
    void shouldAnswerAtOnceWhenConversationHasNoHead() {
        // When
        HistoryPage page = page(HistoryQuery.newest(conversation, 5, 0).through(0));

        // Then
        assertThat(page).isEqualTo(new HistoryPage(List.of(), 0, true, false));
        assertThat(shelf.reads()).isZero();
    }

    @Test
    void shouldReadFewBucketsWhenStoreIsEmpty() {
        // When
        HistoryPage page = page(HistoryQuery.newest(conversation, 5, 9_000_000));

        // Then
        assertThat(page).isEqualTo(new HistoryPage(List.of(), 9_000_000, false, false));
        assertThat(shelf.reads()).isEqualTo(3);
    }

    @Test
    void shouldAskSeldomWhenItWaitsLong() {
        // When
        HistoryPage page = page(HistoryQuery.after(conversation, 0, 50, 1).through(1));

        // Then
        assertThat(page.events()).isEmpty();
        assertThat(shelf.reads()).isLessThan(20);
    }

    @Test
    void shouldWaitForOneEventWhenItIsStillToCome() {
        // Given
        shelf.with(3, Duration.ofMillis(500));

        // When
        Optional<StoredEvent> event =
                await(reader.event(conversation, 3, 3, Duration.ofSeconds(1)).toCompletableFuture());
        Optional<StoredEvent> never =
                await(reader.event(conversation, 4, 4, Duration.ofSeconds(1)).toCompletableFuture());

        // Then
        assertThat(event).map(StoredEvent::sequence).contains(3L);
        assertThat(never).isEmpty();
    }

    @Test
    void shouldFailWhenStoreIsAway() {
        // Given
        HistoryUnavailableException away = new HistoryUnavailableException("away", null);
        HistoryReader reader = new ShelfReader(
                (conversation, from, to, limit) -> CompletableFuture.failedFuture(away), shelf.waiting(), LONGEST_WAIT);

        // When
        CompletableFuture<HistoryPage> page =
                reader.page(HistoryQuery.newest(conversation, 5, 9)).toCompletableFuture();

        // Then
        assertThat(page).failsWithin(Duration.ZERO).withThrowableThat().withCause(away);
    }

    private HistoryPage page(HistoryQuery query) {
        return await(reader.page(query).toCompletableFuture());
    }

    private static <T> T await(CompletableFuture<T> future) {
        assertThat(future).isCompleted();
        return future.join();
    }

    private static List<Long> sequences(HistoryPage page) {
        return page.events().stream().map(StoredEvent::sequence).toList();
    }

    private static List<Long> range(long from, long to) {
        return Arrays.asList(LongStream.rangeClosed(from, to).boxed().toArray(Long[]::new));
    }
}
