package io.parley.history;

import com.datastax.oss.driver.api.core.CqlSession;
import com.datastax.oss.driver.api.core.cql.Row;
import com.datastax.oss.driver.api.core.cql.SimpleStatement;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.schemas.ConversationId;
import io.parley.servers.CassandraServer;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.net.InetSocketAddress;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;

/** Writer and reader on a real Cassandra. */
class HistoryIT {

    private static final String KEYSPACE = "history_it";
    private static final InetSocketAddress CASSANDRA = RealServers.get().cassandraContactPoint();
    private static final Duration A_DAY = Duration.ofDays(1);

    private static History history;
    private static CqlSession cql;

    private final ConversationId conversation = Events.conversation();

    @BeforeAll
    static void open() {
        history = History.open(TestHistory.config(CASSANDRA, KEYSPACE, Duration.ZERO));
        await(history.createSchema());
        cql = TestHistory.cql(CASSANDRA);
    }

    @AfterAll
    static void close() {
        history.close();
        cql.close();
    }

    @Test
    void shouldReadWhatWasWrittenWhenEventsAreOfAllKinds() {
        // Given
        List<Event> events = new ArrayList<>();
        for (Object body : Events.bodies()) {
            // In the order of the bodies the edit and the deletion of 3 would change what is read of it.
            if (!(body instanceof Edited) && !(body instanceof Deleted)) {
                events.add(Events.event(conversation, events.size() + 1, body));
            }
        }

        // When
        events.forEach(event -> await(history.writer().write(event)));

        // Then
        HistoryPage page = await(history.reader().page(HistoryQuery.after(conversation, 0, 50, events.size())));
        assertThat(page.events()).extracting(StoredEvent::event).isEqualTo(events);
        assertThat(page.complete()).isTrue();
        assertThat(page.more()).isFalse();
    }

    @Test
    void shouldLeaveColumnsUnsetWhenKindHasNone() {
        // When
        await(history.writer().write(Events.message(conversation, 10_000, "hi")));

        // Then
        Row row = cql.execute(
                        "SELECT * FROM " + KEYSPACE + ".messages WHERE conversation_id = ? AND bucket = 1",
                        conversation.value())
                .one();
        assertThat(row).isNotNull();
        assertThat(row.getLong("sequence_number")).isEqualTo(10_000);
        assertThat(row.getString("sender_id")).isEqualTo("alice");
        assertThat(row.getString("content")).isEqualTo("hi");
        assertThat(row.getInstant("sent_at")).isEqualTo(Events.SENT);
        assertThat(row.getString("kind")).isEqualTo("message");
        assertThat(row.isNull("reply_to")).isTrue();
        assertThat(row.isNull("members")).isTrue();
        assertThat(row.isNull("deleted")).isTrue();
    }

    @Test
    void shouldEndInSameRowsWhenWrittenInAnyOrderAndAgain() {
        // Given
        List<Event> events = List.of(
                Events.message(conversation, 1, "first"),
                Events.message(conversation, 2, "second"),
                Events.event(conversation, 3, new Edited(1L, "first, edited")),
                Events.event(conversation, 4, new Edited(1L, "first, edited twice")),
                Events.event(conversation, 5, new Edited(2L, "second, edited")),
                Events.event(conversation, 6, new Deleted(2L)));
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int round = 0; round < 10; round++) {
            // When
            writeInAnyOrderAndAgain(events, random);

            // Then
            List<StoredEvent> read = await(history.reader().page(HistoryQuery.after(conversation, 0, 50, 6)))
                    .events();
            assertThat(read).as("seed " + seed).hasSize(6);
            assertThat(read.get(0).editedSequence()).isEqualTo(OptionalLong.of(4));
            assertThat(content(read.get(0))).isEqualTo("first, edited twice");
            assertThat(read.get(1).deleted()).isTrue();
            assertThat(content(read.get(1))).isEmpty();
            assertThat(((Edited) read.get(2).event().getBody()).getContent()).isEmpty();
        }
    }

    @Test
    void shouldEndInSameReactionsWhenWrittenInAnyOrderAndAgain() {
        // Given
        List<Event> events = List.of(
                Events.message(conversation, 1, "first"),
                reacted(2, "bob", "\u2764", false),
                reacted(3, "carol", "\u2764\uFE0F", false),
                reacted(4, "bob", "👍", false),
                reacted(5, "carol", "👍", false),
                reacted(6, "bob", "\u2764\uFE0F", true),
                reacted(7, "dave", "🎉", false),
                reacted(8, "dave", "🎉", true),
                reacted(9, "dave", "👍", false));
        long seed = new Random().nextLong();
        Random random = new Random(seed);

        for (int round = 0; round < 10; round++) {
            // When
            writeInAnyOrderAndAgain(events, random);

            // Then
            List<StoredEvent> read = await(history.reader().page(HistoryQuery.after(conversation, 0, 50, 9)))
                    .events();
            assertThat(read).as("seed " + seed).hasSize(9);
            assertThat(read.get(0).reactions())
                    .containsExactly(
                            new StoredReaction("\u2764\uFE0F", List.of("carol")),
                            new StoredReaction("👍", List.of("bob", "carol", "dave")));
            assertThat(read.subList(1, 9))
                    .allSatisfy(event -> assertThat(event.reactions()).isEmpty());
        }
    }

    @Test
    void shouldHaveNoReactionsWhenMessageWasDeleted() {
        // Given
        await(history.writer().write(Events.message(conversation, 1, "first")));
        await(history.writer().write(reacted(2, "bob", "👍", false)));

        // When
        await(history.writer().write(Events.event(conversation, 3, new Deleted(1L))));

        // Then
        StoredTarget target = await(history.reader().target(conversation, 1, 3, Duration.ZERO))
                .orElseThrow();
        assertThat(target.readUpTo()).isEqualTo(3);
        assertThat(target.event().reactions()).isEmpty();
    }

    @Test
    void shouldNeverShowOldTextWhenPageIsReadWhileItChanges() {
        for (int round = 0; round < 30; round++) {
            // Given
            ConversationId each = Events.conversation();
            Object change = round % 2 == 0 ? new Deleted(1L) : new Edited(1L, "new");
            await(history.writer().write(Events.message(each, 1, "old")));

            // When
            CompletionStage<HistoryPage> page =
                    history.reader().page(HistoryQuery.after(each, 0, 50, 2).through(2));
            CompletionStage<Optional<StoredEvent>> event = history.reader().event(each, 1, 2, Duration.ofSeconds(2));
            await(history.writer().write(Events.event(each, 2, change)));

            // Then
            assertThat(await(page).complete()).isTrue();
            assertThat(content(await(page).events().get(0))).isNotEqualTo("old");
            assertThat(content(await(event).orElseThrow())).isNotEqualTo("old");
        }
    }

    @Test
    void shouldFindNewestWhenRowsThatAreStillToComeWereTouched() {
        // Given
        for (long sequence = 1; sequence <= 6; sequence++) {
            await(history.writer().write(Events.message(conversation, sequence, "text")));
        }
        for (long target = 7; target <= 9; target++) {
            await(history.writer().touch(Events.event(conversation, target + 10, new Edited(target, "new"))));
        }

        // When
        HistoryPage page = await(history.reader().page(HistoryQuery.newest(conversation, 2, 9)));
        StoredTarget target = await(history.reader().target(conversation, 2, 9, Duration.ZERO))
                .orElseThrow();

        // Then
        assertThat(page.events()).extracting(StoredEvent::sequence).containsExactly(5L, 6L);
        assertThat(page.complete()).isFalse();
        assertThat(target.readUpTo()).isEqualTo(6);
    }

    @Test
    void shouldAddWhatIsMissingWhenTableIsOfAnEarlierVersion() {
        // Given
        String keyspace = "history_it_earlier";
        HistorySchema schema = new HistorySchema(keyspace, Map.of(CassandraServer.DATACENTER, 1));
        schema.definitions()
                .forEach(definition -> cql.execute(
                        SimpleStatement.newInstance(definition.replace("  reactions map<text, text>,\n", ""))
                                .setTimeout(Duration.ofSeconds(30))));

        // When
        try (History later = History.open(TestHistory.config(CASSANDRA, keyspace, Duration.ZERO))) {
            await(later.createSchema());
            await(later.createSchema());
            await(later.writer().write(Events.message(conversation, 1, "first")));
            await(later.writer().write(reacted(2, "bob", "👍", false)));

            // Then
            assertThat(await(later.reader().page(HistoryQuery.newest(conversation, 5, 2)))
                            .events()
                            .get(0)
                            .reactions())
                    .containsExactly(new StoredReaction("👍", List.of("bob")));
        }
    }

    @Test
    void shouldNotBeRowWhenOnlyEditIsThere() {
        // When
        await(history.writer().write(Events.event(conversation, 2, new Edited(1L, "new"))));

        // Then
        HistoryPage page = await(history.reader().page(HistoryQuery.after(conversation, 0, 50, 2)));
        assertThat(page.events()).isEmpty();
        assertThat(page.complete()).isFalse();
    }

    @Test
    void shouldReadAcrossBucketsWhenConversationIsLong() {
        // Given
        List<CompletionStage<Void>> writes = new ArrayList<>();
        for (long sequence = 9_900; sequence <= 10_100; sequence++) {
            writes.add(history.writer().write(Events.message(conversation, sequence, "text " + sequence)));
        }
        writes.forEach(HistoryIT::await);

        // When
        HistoryPage forward = await(history.reader()
                .page(HistoryQuery.after(conversation, 9_949, 100, 10_100).through(10_100)));
        HistoryPage backward = await(history.reader().page(HistoryQuery.before(conversation, 10_050, 100, 10_100)));
        HistoryPage newest = await(history.reader().page(HistoryQuery.newest(conversation, 150, 10_100)));

        // Then
        assertThat(forward.events())
                .extracting(StoredEvent::sequence)
                .startsWith(9_950L)
                .endsWith(10_049L);
        assertThat(forward.complete()).isTrue();
        assertThat(forward.more()).isTrue();
        assertThat(backward.events()).isEqualTo(forward.events());
        assertThat(newest.events())
                .hasSize(150)
                .extracting(StoredEvent::sequence)
                .endsWith(10_100L);
    }

    @Test
    void shouldWaitWithoutAskingAgainWhenThroughIsStillToCome() {
        // Given
        await(history.writer().write(Events.message(conversation, 1, "first")));

        // When
        CompletableFuture<HistoryPage> page = history.reader()
                .page(HistoryQuery.after(conversation, 0, 50, 2).through(2))
                .toCompletableFuture();
        CompletableFuture.delayedExecutor(200, TimeUnit.MILLISECONDS)
                .execute(() -> await(history.writer().write(Events.message(conversation, 2, "second"))));

        // Then
        assertThat(await(page).events()).extracting(HistoryIT::content).containsExactly("first", "second");
        assertThat(await(page).complete()).isTrue();
    }

    @Test
    void shouldKeepTableWhenSchemaIsCreatedAgain() {
        // Given
        await(history.writer().write(Events.message(conversation, 1, "first")));

        // When
        await(history.createSchema());

        // Then
        assertThat(await(history.reader().event(conversation, 1, 1, Duration.ZERO)))
                .isPresent();
    }

    @Test
    void shouldCountLifeFromEventWhenRowsHaveAnEnd() {
        // Given
        Instant now = Instant.now();
        Event old = Events.message(conversation, 1, "old");
        old.setSentAt(now.minus(Duration.ofHours(25)));
        Event recent = Events.message(conversation, 2, "recent");
        recent.setSentAt(now.minus(Duration.ofHours(23)));
        Event edit = Events.event(conversation, 3, new Edited(2L, "edited"));
        edit.setSentAt(now);
        Event reaction = reacted(4, "bob", "👍", false, 2);
        reaction.setSentAt(now);

        // When
        try (History mortal = History.open(TestHistory.config(CASSANDRA, KEYSPACE, A_DAY))) {
            for (Event event : List.of(old, recent, edit, reaction)) {
                await(mortal.writer().write(event));
            }
        }

        // Then
        List<Row> rows = cql.execute(
                        "SELECT sequence_number, TTL(kind) AS life, TTL(content) AS text_life,"
                                + " TTL(reactions) AS reactions_life FROM " + KEYSPACE
                                + ".messages WHERE conversation_id = ? AND bucket = 0",
                        conversation.value())
                .all();
        assertThat(rows).extracting(row -> row.getLong("sequence_number")).containsExactly(4L, 3L, 2L);
        assertThat(rows.get(1).getInt("life")).isBetween(86_000, 86_400);
        Row target = rows.get(2);
        assertThat(target.getInt("life")).isBetween(3_000, 3_600);
        assertThat(target.getInt("text_life")).isBetween(3_000, 3_600);
        assertThat(target.getInt("text_life")).isGreaterThanOrEqualTo(target.getInt("life"));
        assertThat(target.getList("reactions_life", Integer.class))
                .hasSize(1)
                .allSatisfy(life -> assertThat(life).isBetween(target.getInt("life"), 3_600));
    }

    private Event reacted(long sequence, String user, String reaction, boolean removed) {
        return reacted(sequence, user, reaction, removed, 1);
    }

    private Event reacted(long sequence, String user, String reaction, boolean removed, long target) {
        Event event = Events.event(conversation, sequence, new Reacted(target, reaction, removed));
        event.setSenderId(user);
        return event;
    }

    private static String content(StoredEvent stored) {
        return ((Message) stored.event().getBody()).getContent();
    }

    /** All of them, some of them twice. */
    private static void writeInAnyOrderAndAgain(List<Event> events, Random random) {
        List<Event> shuffled = new ArrayList<>(events);
        shuffled.addAll(events.subList(0, random.nextInt(events.size())));
        Collections.shuffle(shuffled, random);
        shuffled.forEach(event -> await(history.writer().write(event)));
    }

    private static <T> T await(CompletionStage<T> stage) {
        return stage.toCompletableFuture().orTimeout(30, TimeUnit.SECONDS).join();
    }
}
