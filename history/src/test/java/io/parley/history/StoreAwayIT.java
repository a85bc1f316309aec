package io.parley.history;

import io.parley.schemas.ConversationId;
import io.parley.servers.CassandraServer;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetSocketAddress;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What is asked of the store while it is away fails and says so; nothing has to be opened again when it is back. */
class StoreAwayIT {

    private static final Duration LONG = Duration.ofSeconds(60);

    private final ConversationId conversation = Events.conversation();

    @TempDir
    Path folder;

    @Test
    void shouldGoOnByItselfWhenStoreComesLateAndComesBack() {
        int port = RealServers.get().freePort();
        InetSocketAddress address = new InetSocketAddress("127.0.0.1", port);
        CassandraServer cassandra =
                RealServers.get().newCassandra(CassandraServer.Config.in(folder).withPort(port));
        try (History history = History.open(TestHistory.config(address, "away_it", Duration.ZERO))) {
            // Given a store that isn't there yet
            assertUnavailable(history.writer().write(Events.message(conversation, 1, "too early")));
            CompletableFuture<Void> schema = history.createSchema().toCompletableFuture();
            cassandra.start();
            assertThat(schema).succeedsWithin(LONG);
            await().atMost(LONG).until(() -> succeeds(history.writer().write(Events.message(conversation, 1, "one"))));

            // When it dies
            cassandra.kill();

            // Then
            assertUnavailable(history.writer().write(Events.message(conversation, 2, "two")));
            assertUnavailable(history.reader().page(HistoryQuery.newest(conversation, 5, 1)));

            // When it is back
            cassandra.start();

            // Then
            await().atMost(LONG).until(() -> succeeds(history.writer().write(Events.message(conversation, 2, "two"))));
            assertThat(history.reader().event(conversation, 2, 2, Duration.ZERO))
                    .succeedsWithin(LONG)
                    .satisfies(event ->
                            assertThat(event).map(StoredEvent::sequence).contains(2L));
        } finally {
            cassandra.close();
        }
    }

    @Test
    void shouldCloseWhenStoreWasNeverThere() {
        // Given
        InetSocketAddress nowhere =
                new InetSocketAddress("127.0.0.1", RealServers.get().freePort());
        History history = History.open(TestHistory.config(nowhere, "away_it", Duration.ZERO));

        // When
        history.close();

        // Then
        assertUnavailable(history.writer().write(Events.message(conversation, 1, "too late")));
        await().atMost(LONG)
                .until(() -> Thread.getAllStackTraces().keySet().stream()
                        .noneMatch(thread -> thread.getName().matches("s[0-9]+-(admin|io)-[0-9]+")));
    }

    private static void assertUnavailable(CompletionStage<?> stage) {
        assertThat(stage.toCompletableFuture())
                .failsWithin(LONG)
                .withThrowableThat()
                .withCauseInstanceOf(HistoryUnavailableException.class)
                .withMessageContaining("does not answer");
    }

    private static boolean succeeds(CompletionStage<?> stage) {
        return stage.toCompletableFuture()
                .orTimeout(10, TimeUnit.SECONDS)
                .handle((done, failure) -> failure == null)
                .join();
    }
}
