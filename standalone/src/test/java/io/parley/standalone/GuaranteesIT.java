package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;
import java.util.stream.LongStream;

import static io.parley.gateway.client.TestClient.newId;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** What a client may rely on, held under load on real servers. */
class GuaranteesIT {

    private static final int BURST = 10;
    private static final Duration BETWEEN_BURSTS = Duration.ofMillis(20);

    private static RunningParley parley;

    @BeforeAll
    static void start() {
        parley = RunningParley.shared();
    }

    @Test
    void shouldHandOverExactlyBetweenHistoryAndLiveWhenConnectionsDropUnderLoad(TestInfo test) {
        // Given
        long seed = System.nanoTime();
        test.getTags();
        System.out.println("seed of " + test.getDisplayName() + ": " + seed);
        Random random = new Random(seed);
        String writerId = user("writer");
        String readerId = user("reader");
        TestClient writer = TestClient.ready(parley.gateway(), parley.token(writerId));
        String conversation = writer.group("Load", readerId);
        FollowingClient reader = new FollowingClient(parley.gateway(), parley.token(readerId), conversation);
        AtomicBoolean running = new AtomicBoolean(true);
        CompletableFuture<Integer> load = CompletableFuture.supplyAsync(() -> sayUntil(writer, conversation, running));

        // When
        try {
            for (int i = 0; i < 12; i++) {
                reader.connect();
                int seen = reader.events().size();
                int more = random.nextInt(60);
                await().atMost(TestClient.PATIENCE)
                        .pollInterval(Duration.ofMillis(5))
                        .until(() -> reader.events().size() >= seen + more);
                reader.drop();
            }
            reader.connect();
        } finally {
            // Or the load goes on beside all other tests.
            running.set(false);
        }
        int said = load.join();

        // Then
        await().atMost(TestClient.PATIENCE).until(() -> reader.events().size() >= said + 1);
        assertThat(reader.faults()).describedAs("seed %d", seed).isEmpty();
        assertThat(reader.events())
                .describedAs("seed %d", seed)
                .extracting(event -> event.path("sequence").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, said + 1L).boxed().toList());
        reader.drop();
        writer.close();
    }

    @Test
    void shouldShowOneOrderWithoutGapWhenFiveSendAtOnce() {
        // Given
        List<String> users = IntStream.range(0, 5).mapToObj(i -> user("u" + i)).toList();
        List<TestClient> clients = users.stream()
                .map(user -> TestClient.ready(parley.gateway(), parley.token(user)))
                .toList();
        String conversation = clients.get(0).group("Five", users.subList(1, 5).toArray(String[]::new));
        clients.forEach(client -> client.awaitEvent(conversation, 1));
        CountDownLatch go = new CountDownLatch(1);

        // When
        List<CompletableFuture<Void>> senders = clients.stream()
                .map(client -> CompletableFuture.runAsync(() -> {
                    awaitUninterruptibly(go);
                    for (int i = 0; i < 100; i++) {
                        client.message(conversation, "message " + i);
                    }
                }))
                .toList();
        go.countDown();
        senders.forEach(CompletableFuture::join);

        // Then
        clients.forEach(client -> client.awaitEvent(conversation, 501));
        List<JsonNode> order = once(clients.get(0).events(conversation));
        assertThat(order)
                .extracting(event -> event.path("sequence").asLong())
                .containsExactlyElementsOf(
                        LongStream.rangeClosed(1, 501).boxed().toList());
        assertThat(clients)
                .allSatisfy(
                        client -> assertThat(once(client.events(conversation))).containsExactlyElementsOf(order));
        for (String user : users) {
            assertThat(order.stream()
                            .skip(1)
                            .filter(e -> user.equals(e.path("senderId").asText())))
                    .extracting(e -> e.path("content").asText())
                    .describedAs("each sender's own order")
                    .containsExactlyElementsOf(IntStream.range(0, 100)
                            .mapToObj(i -> "message " + i)
                            .toList());
        }
        clients.forEach(TestClient::close);
    }

    @Test
    void shouldGiveARemovedMemberNothingThatWasSentRightAfter() {
        for (int round = 0; round < 10; round++) {
            // Given
            String bobId = user("bob");
            TestClient alice = TestClient.ready(parley.gateway(), parley.token(user("alice")));
            TestClient bob = TestClient.ready(parley.gateway(), parley.token(bobId));
            String conversation = alice.group("Plans", bobId);
            bob.awaitEvent(conversation, 1);

            // When
            alice.message(conversation, "before");
            alice.change("remove", conversation, bobId);
            for (int i = 0; i < 20; i++) {
                alice.message(conversation, "after " + i);
            }
            alice.awaitEvent(conversation, 23);

            // Then
            JsonNode removed = bob.awaitEvent(conversation, 3);
            assertThat(removed.path("kind").asText()).isEqualTo("removed");
            JsonNode page = bob.history(TestClient.frame("history").put("conversationId", conversation));
            assertThat(page.path("code").asText()).isEqualTo("not_a_member");
            assertThat(once(bob.events(conversation)))
                    .extracting(event -> event.path("sequence").asLong())
                    .containsExactly(1L, 2L, 3L);
            alice.close();
            bob.close();
        }
    }

    @Test
    void shouldGiveAnAddedMemberTheWholeHistory() {
        // Given
        String carolId = user("carol");
        TestClient alice = TestClient.ready(parley.gateway(), parley.token(user("alice")));
        TestClient carol = TestClient.ready(parley.gateway(), parley.token(carolId));
        String conversation = alice.group("Plans");
        alice.message(conversation, "long before");
        alice.awaitEvent(conversation, 2);

        // When
        alice.change("add", conversation, carolId);

        // Then
        assertThat(carol.awaitEvent(conversation, 3).path("kind").asText()).isEqualTo("added");
        JsonNode page = carol.history(TestClient.frame("history")
                .put("conversationId", conversation)
                .put("after", 0)
                .put("through", 3));
        assertThat(page.path("events")).hasSize(3);
        assertThat(page.path("complete").asBoolean()).isTrue();
        assertThat(page.path("more").asBoolean()).isFalse();
        alice.close();
        carol.close();
    }

    @Test
    void shouldGiveARepeatTheFirstNumberWhenTheOwnerOfConversationsWasRestarted() {
        // Given
        String aliceId = user("alice");
        TestClient alice = TestClient.ready(parley.gateway(), parley.token(aliceId));
        String conversation = alice.group("Plans");
        String id = newId();
        alice.message(id, conversation, "once");
        JsonNode first = alice.awaitEventOf(id);

        // When
        parley.restartConversation();
        TestClient again = TestClient.ready(parley.gateway(), parley.token(aliceId));
        again.message(id, conversation, "once");
        String next = again.message(conversation, "next");

        // Then
        assertThat(again.awaitEventOf(id)).isEqualTo(first);
        assertThat(again.awaitEventOf(next).path("sequence").asLong()).isEqualTo(3);
        alice.close();
        again.close();
    }

    private static int sayUntil(TestClient writer, String conversation, AtomicBoolean running) {
        int said = 0;
        while (running.get()) {
            String id = writer.message(conversation, "message " + said);
            said++;
            if (said % BURST == 0) {
                writer.awaitEventOf(id);
                // Else the load takes every core, and the store, which runs at a lower priority, gets none.
                Wanderer.pause(BETWEEN_BURSTS);
            }
        }
        return said;
    }

    /** What the eye sees: repeats removed, the order of arrival kept. */
    private static List<JsonNode> once(List<JsonNode> events) {
        List<JsonNode> seen = new ArrayList<>();
        long head = 0;
        for (JsonNode event : events) {
            if (event.path("sequence").asLong() > head) {
                seen.add(event);
                head = event.path("sequence").asLong();
            }
        }
        return seen;
    }

    private static void awaitUninterruptibly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    private static String user(String name) {
        return name + "-" + UUID.randomUUID().toString().substring(0, 8);
    }
}
