package io.parley.gateway;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.avro.Close;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Create;
import io.parley.avro.Device;
import io.parley.avro.Edit;
import io.parley.avro.Event;
import io.parley.avro.GatewayChange;
import io.parley.avro.InboxEntry;
import io.parley.avro.Lease;
import io.parley.avro.Lost;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.Open;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.Outcome;
import io.parley.avro.OutcomeDelivery;
import io.parley.avro.Platform;
import io.parley.avro.ReadDelivery;
import io.parley.avro.Repeated;
import io.parley.avro.Role;
import io.parley.avro.Send;
import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.avro.TargetStamp;
import io.parley.avro.TextMode;
import io.parley.avro.Typing;
import io.parley.avro.TypingDelivery;
import io.parley.gateway.client.TestClient;
import io.parley.schemas.CatalogueConfig;
import io.parley.schemas.ConversationId;
import io.parley.schemas.GatewayId;
import io.parley.schemas.UserId;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;
import static org.awaitility.Awaitility.await;

/** The gateway on a real broker and registry; the test plays the topologies' part. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class GatewayIT {

    private static final String GATEWAY = "gateway-it";
    private static final String PREFIX = "gateway-it.";
    private static final Instant SENT_AT = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private static Path folder;

    private final StoredConversations store = new StoredConversations();
    private final Map<String, TokenKey> keys = new HashMap<>();
    private final HttpClient http = HttpClient.newHttpClient();
    private TestLog log;
    private StandIn standIn;
    private Gateway gateway;
    private URI uri;
    private String user;
    private String conversation;

    @BeforeAll
    void start() throws Exception {
        RealServers servers = RealServers.get();
        CatalogueConfig catalogue = new CatalogueConfig(PREFIX, 4, 4, (short) 1, Duration.ofDays(1));
        log = new TestLog(servers.bootstrapServers(), servers.registryUrl(), catalogue);
        log.createTopics();
        standIn = new StandIn(log);
        for (String algorithm : TokenKey.ALGORITHMS) {
            keys.put(algorithm, TokenKey.create(algorithm, "current-" + algorithm));
        }
        Path published = folder.resolve("keys.json");
        Files.write(published, TokenKey.published(keys.values().toArray(TokenKey[]::new)));
        gateway = new Gateway(
                config(GATEWAY, Map.of("token.jwks", published.toUri().toString(), "token.audience", "*")), store);
        gateway.start();
        uri = URI.create("http://127.0.0.1:" + gateway.port());
    }

    @AfterAll
    void stop() throws Exception {
        gateway.close();
        standIn.close();
        log.close();
    }

    @BeforeEach
    void meetSomebodyNew() {
        user = "user-" + UUID.randomUUID();
        conversation = UUID.randomUUID().toString();
    }

    @Test
    void shouldRegisterASessionAndHandItsInboxOverWhenAClientConnects() {
        // Given
        standIn.inbox(user, entry(conversation, 7));

        // When
        try (TestClient client = TestClient.connect(uri, token())) {
            JsonNode ready = client.next("ready");
            List<JsonNode> inbox = client.awaitFreshInbox();

            // Then
            assertThat(ready.path("userId").asText()).isEqualTo(user);
            assertThat(ready.path("gatewayId").asText()).isEqualTo(GATEWAY);
            assertThat(ready.path("heartbeatSeconds").asInt()).isEqualTo(10);
            assertThat(inbox).hasSize(1);
            assertThat(inbox.get(0).path("head").asLong()).isEqualTo(7);
            assertThat(changes(SessionState.CONNECTED)).singleElement().satisfies(change -> {
                assertThat(change.getSessionId())
                        .isEqualTo(ready.path("sessionId").asText());
                assertThat(change.getEpoch()).isPositive();
            });
        }
        await().untilAsserted(
                        () -> assertThat(changes(SessionState.DISCONNECTED)).hasSize(1));
    }

    @ParameterizedTest
    @ValueSource(strings = {"HS256", "RS256", "ES256", "EdDSA"})
    void shouldAcceptACommandWhenTheLogHasIt(String algorithm) throws Exception {
        // Given
        String token = algorithm.equals("HS256") ? token() : keys.get(algorithm).token(user, Duration.ofHours(1));
        try (TestClient client = TestClient.connect(uri, token)) {
            client.awaitInbox();

            // When
            String id = client.message(conversation, "hello 👋");

            // Then
            JsonNode accepted = client.next("accepted");
            assertThat(accepted.path("id").asText()).isEqualTo(id);
            assertThat(accepted.path("conversationId").asText()).isEqualTo(conversation);
            TestLog.Written<Command> command = commands().get(0);
            assertThat(command.key()).isEqualTo(conversation);
            assertThat(command.partition()).isEqualTo(log.topics().commands().partitionOf(conversation));
            assertThat(command.value().getBody()).isEqualTo(new Send("hello 👋", "text/plain", false, null, null));
        }
    }

    @Test
    void shouldDeriveTheConversationWhenItIsDirect() {
        // Given
        String derived =
                ConversationId.direct(new UserId(user), new UserId("bob")).toString();
        try (TestClient client = TestClient.of(uri, user)) {
            // When
            client.send("{\"type\":\"create\",\"id\":\"c1\",\"kind\":\"direct\",\"members\":[\"bob\"]}");

            // Then
            assertThat(client.next("accepted").path("conversationId").asText()).isEqualTo(derived);
            assertThat(commandsIn(derived).get(0).value().getBody())
                    .isEqualTo(new Create(ConversationKind.DIRECT, List.of("bob"), null));
        }
    }

    @Test
    void shouldDeliverEventsInOrderToEverySessionWhenTheyCome() {
        // Given
        standIn.inbox(user, entry(conversation, 1));
        try (TestClient phone = TestClient.of(uri, user);
                TestClient laptop = TestClient.of(uri, user)) {
            // When
            for (long sequence = 2; sequence <= 100; sequence++) {
                standIn.event(GATEWAY, message(sequence, "text " + sequence), user, "somebody-else");
            }

            // Then
            for (TestClient client : List.of(phone, laptop)) {
                client.nextEvent(conversation, 100);
                assertThat(client.events(conversation))
                        .extracting(event -> event.path("sequence").asLong())
                        .isSorted()
                        .doesNotHaveDuplicates()
                        .hasSize(99);
            }
        }
    }

    @Test
    void shouldAnswerFramesInOrderWhenTheyCameBeforeReady() {
        // Given
        standIn.inbox(user, entry(conversation, 3));
        store.put(message(1, "one"));
        store.put(message(2, "two"));
        store.put(message(3, "three"));

        // When
        try (TestClient client = TestClient.connect(uri, token())) {
            client.send("{\"type\":\"ping\"}");
            JsonNode page = client.history(conversation, 1, 3, 50);

            // Then
            assertThat(client.received())
                    .extracting(frame -> frame.path("type").asText())
                    .containsExactly("ready", "inbox", "pong", "history");
            assertThat(page.path("events"))
                    .extracting(event -> event.path("content").asText())
                    .containsExactly("two", "three");
            assertThat(page.path("complete").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldAnswerWithTheFirstEventWhenACommandIsARepeat() {
        // Given
        standIn.inbox(user, entry(conversation, 5));
        store.put(message(4, "as it stands now"));
        try (TestClient client = TestClient.of(uri, user)) {
            // When
            log.deliver(
                    GATEWAY, user, new OutcomeDelivery(new Outcome(conversation, user, "id-4", new Repeated(4L, 4L))));

            // Then
            assertThat(client.nextEvent(conversation, 4).path("content").asText())
                    .isEqualTo("as it stands now");
        }
    }

    @Test
    void shouldStampAnEditAndHoldUpNothingElseWhenItsTargetHasToBeLookedUp() {
        // Given
        standIn.inbox(user, entry(conversation, 5));
        store.put(message(4, "as it was"));
        try (TestClient client = TestClient.of(uri, user)) {
            // When
            client.send(TestClient.frame("edit")
                    .put("id", "e-1")
                    .put("conversationId", conversation)
                    .put("target", 4)
                    .put("content", "as it is"));
            client.message(conversation, "next");

            // Then
            client.next("accepted");
            client.next("accepted");
            assertThat(commands())
                    .extracting(command -> command.value().getBody())
                    .containsExactlyInAnyOrder(
                            new Edit(
                                    4L,
                                    "as it is",
                                    new TargetStamp("message", "bob", SENT_AT, false, 5L, Map.of(), List.of())),
                            new Send("next", "text/plain", false, null, null));
        }
    }

    @Test
    void shouldAppendItsUsersSignals() {
        // Given
        standIn.inbox(user, entry(conversation, 5));
        try (TestClient client = TestClient.of(uri, user)) {
            // When
            client.send("{\"type\":\"status\",\"status\":\"away\"}");
            client.send("{\"type\":\"device\",\"platform\":\"fcm\",\"token\":\"t-1\"}");
            client.send("{\"type\":\"device\",\"platform\":\"apns\",\"token\":\"t-2\"}");
            client.send(TestClient.frame("typing").put("conversationId", conversation));
            client.send(TestClient.frame("typing").put("conversationId", conversation));
            client.send("{\"type\":\"ping\"}");
            client.next("pong");

            // Then
            await().untilAsserted(() -> assertThat(changes(SessionState.AWAY)).hasSize(1));
            await().untilAsserted(() -> assertThat(log.all(log.topics().devices()))
                    .filteredOn(device -> device.value().getUserId().equals(user))
                    .extracting(TestLog.Written::key, TestLog.Written::value)
                    .containsExactly(
                            tuple(
                                    user + " fcm t-1",
                                    new Device(user, Platform.FCM, "t-1", false, null, TextMode.FULL, null)),
                            tuple(
                                    user + " apns t-2",
                                    new Device(user, Platform.APNS, "t-2", false, null, TextMode.FULL, null))));
            await().untilAsserted(() ->
                    assertThat(signals()).extracting(Signal::getBody).containsExactly(new Typing()));
        }
    }

    @Test
    void shouldPassOnTypingAndReadMarksWhileAConversationIsOpen() {
        // Given
        standIn.inbox(user, entry(conversation, 5));
        try (TestClient client = TestClient.of(uri, user)) {
            open(client);
            List<String> users = List.of(user, "bob");

            // When
            log.deliver(GATEWAY, conversation, new TypingDelivery(conversation, user, users, false));
            log.deliver(GATEWAY, conversation, new TypingDelivery(conversation, "bob", users, false));
            log.deliver(GATEWAY, conversation, new ReadDelivery(conversation, Map.of("bob", 4L), users));

            // Then
            assertThat(client.next("typing").path("userId").asText()).isEqualTo("bob");
            assertThat(client.next("read").path("reads").path("bob").asLong()).isEqualTo(4);
        }
    }

    @Test
    void shouldCloseTheSubscriptionsOfASessionAndReportItsEnd() {
        // Given
        standIn.inbox(user, entry(conversation, 5));
        TestClient broken = TestClient.of(uri, user);
        open(broken);

        // When
        broken.abort();

        // Then
        await().untilAsserted(() ->
                assertThat(signals()).extracting(Signal::getBody).containsExactly(new Open(), new Close()));
        await().untilAsserted(() -> assertThat(changes(SessionState.DISCONNECTED))
                .extracting(SessionChange::getOrderly)
                .containsExactly(false));
        TestClient.of(uri, user).close();
        await().untilAsserted(() -> assertThat(changes(SessionState.DISCONNECTED))
                .extracting(SessionChange::getOrderly)
                .containsExactly(false, true));
    }

    @Test
    void shouldTakeAFreshTokenOfTheSameUserAlone() {
        // Given
        try (TestClient client = TestClient.of(uri, user)) {
            // When
            client.send(TestClient.frame("auth").put("ref", "mine").put("token", token()));
            client.send(TestClient.frame("auth").put("ref", "bobs").put("token", TestClient.devToken(uri, "bob")));

            // Then
            JsonNode rejected = client.next("rejected");
            assertThat(rejected.path("ref").asText()).isEqualTo("bobs");
            assertThat(rejected.path("code").asText()).isEqualTo("forbidden");
        }
    }

    @Test
    void shouldGoOnWhenADeliveryCanNotBeRead() {
        // Given
        standIn.inbox(user, entry(conversation, 1));
        try (TestClient client = TestClient.of(uri, user)) {
            // When
            log.write(log.topics().deliveries(new GatewayId(GATEWAY)), user, new byte[] {1, 2, 3});
            standIn.event(GATEWAY, message(2, "after it"), user);

            // Then
            client.nextEvent(conversation, 2);
            await().untilAsserted(() -> assertThat(log.all(log.topics().deadLetters()))
                    .extracting(letter -> letter.value().getApplication())
                    .contains("gateway " + GATEWAY));
        }
    }

    @Test
    void shouldAnnounceItsSessionsAgainWhenItsLeaseIsLost() {
        // Given
        standIn.inbox(user, entry(conversation, 1));
        try (TestClient client = TestClient.of(uri, user)) {
            long epoch = changes(SessionState.CONNECTED).get(0).getEpoch();
            open(client);
            standIn.inbox(user, entry(conversation, 9));

            // When
            log.write(log.topics().gateways(), GATEWAY, new GatewayChange(GATEWAY, new Lost(epoch)));

            // Then
            List<JsonNode> inbox = client.awaitFreshInbox();
            assertThat(inbox.get(0).path("head").asLong()).isEqualTo(9);
            assertThat(changes(SessionState.CONNECTED))
                    .extracting(SessionChange::getEpoch)
                    .satisfies(
                            epochs -> assertThat(epochs.get(epochs.size() - 1)).isGreaterThan(epoch));
            await().untilAsserted(() -> assertThat(signals()).hasSize(2).last().satisfies(signal -> {
                assertThat(signal.getBody()).isEqualTo(new Open());
                assertThat(signal.getEpoch()).isGreaterThan(epoch);
            }));
            assertThat(client.received().stream()
                            .filter(frame -> frame.path("type").asText().equals("ready")))
                    .hasSize(1);
            await().untilAsserted(() -> assertThat(
                            get(gateway.managementPort(), "/readyz").statusCode())
                    .isEqualTo(200));
        }
    }

    @Test
    void shouldSendItsClientsAwayAndGiveItsLeaseUpWhenItCloses() {
        // Given
        Gateway leaving = new Gateway(config("leaving"), store);
        leaving.start();
        TestClient client = TestClient.of(URI.create("http://127.0.0.1:" + leaving.port()), user);

        // When
        leaving.close();

        // Then
        assertThat(client.next("goaway").path("reconnectAfterMs").asLong()).isPositive();
        assertThat(client.awaitClose()).isEqualTo(1001);
        List<Object> leases = new ArrayList<>();
        log.all(log.topics().gateways()).stream()
                .filter(change -> change.key().equals("leaving"))
                .forEach(change -> leases.add(change.value().getBody()));
        assertThat(leases.get(0)).isInstanceOf(Lease.class);
        assertThat(leases.get(leases.size() - 1)).isInstanceOf(Lost.class);
        await().untilAsserted(
                        () -> assertThat(changes(SessionState.DISCONNECTED)).hasSize(1));
    }

    @Test
    void shouldLetClientsInWhileItIsUnreadyWhenItHasToWaitBeforeTheDrain() throws Exception {
        // Given
        Gateway leaving = new Gateway(config("unready", Map.of("gateway.unready-wait", "3s")), store);
        leaving.start();

        // When
        CompletableFuture<Void> closed = CompletableFuture.runAsync(leaving::close);
        await().untilAsserted(() -> assertThat(
                        get(leaving.managementPort(), "/readyz").statusCode())
                .isEqualTo(503));
        TestClient client = TestClient.of(URI.create("http://127.0.0.1:" + leaving.port()), user);

        // Then
        assertThat(client.next("goaway").path("reconnectAfterMs").asLong()).isPositive();
        assertThat(client.awaitClose()).isEqualTo(1001);
        assertThat(closed).succeedsWithin(TestClient.PATIENCE);
    }

    @Test
    void shouldCutAClientOffWhenItDoesNotGoWithinTheDrainTimeout() throws Exception {
        // Given
        Gateway leaving = new Gateway(config("cutting", Map.of("gateway.drain-timeout", "500ms")), store);
        leaving.start();
        try (RawWebSocket silent = new RawWebSocket(leaving.port(), "Authorization: Bearer " + token() + "\r\n")) {
            await().untilAsserted(
                            () -> assertThat(changes(SessionState.CONNECTED)).isNotEmpty());

            // When
            leaving.close();

            // Then
            assertThat(silent.answer()).startsWith("HTTP/1.1 101");
            await().untilAsserted(() -> assertThat(changes(SessionState.DISCONNECTED))
                    .singleElement()
                    .satisfies(change -> assertThat(change.getOrderly()).isFalse()));
        }
    }

    @Test
    void shouldReturnItsHealthAndItsMetersOnRequest() throws Exception {
        // Given
        try (TestClient client = TestClient.of(uri, user)) {
            client.message(conversation, "counted");
            client.next("accepted");

            // When
            HttpResponse<String> alive = get(gateway.managementPort(), "/healthz");
            HttpResponse<String> ready = get(gateway.managementPort(), "/readyz");
            HttpResponse<String> meters = get(gateway.managementPort(), "/metrics");

            // Then
            assertThat(alive.body()).isEqualTo("{\"status\":\"up\",\"reason\":\"running\"}\n");
            assertThat(ready.statusCode()).isEqualTo(200);
            assertThat(meters.body())
                    .contains("parley_gateway_sessions ")
                    .contains("parley_gateway_frames_in_total{type=\"send\"}")
                    .contains("parley_gateway_accept_seconds_bucket");
            assertThat(get(gateway.port(), "/metrics").statusCode()).isEqualTo(404);
        }
    }

    /** Opens the conversation, playing the part of who answers. */
    private void open(TestClient client) {
        client.send(TestClient.frame("open").put("conversationId", conversation));
        await().untilAsserted(() -> assertThat(signals()).isNotEmpty());
        String session = signals().get(0).getSessionId();
        log.deliver(
                GATEWAY,
                user,
                new OpenedDelivery(
                        session,
                        user,
                        conversation,
                        ConversationKind.GROUP,
                        "title",
                        5L,
                        List.of(new Member(user, Role.OWNER)),
                        Map.of(),
                        false,
                        0L,
                        null,
                        1));
        client.next("opened");
    }

    private List<Signal> signals() {
        return log.all(log.topics().signals()).stream()
                .filter(signal -> signal.key().equals(conversation))
                .map(TestLog.Written::value)
                .toList();
    }

    private List<TestLog.Written<Command>> commands() {
        return commandsIn(conversation);
    }

    private List<TestLog.Written<Command>> commandsIn(String conversationId) {
        return log.all(log.topics().commands()).stream()
                .filter(command -> command.key().equals(conversationId))
                .toList();
    }

    private List<SessionChange> changes(SessionState state) {
        return standIn.changes().stream()
                .filter(change -> change.getUserId().equals(user) && change.getChange() == state)
                .toList();
    }

    private String token() {
        return TestClient.devToken(uri, user);
    }

    private HttpResponse<String> get(int port, String path) throws Exception {
        URI target = URI.create("http://127.0.0.1:" + port + path);
        return http.send(HttpRequest.newBuilder(target).build(), HttpResponse.BodyHandlers.ofString());
    }

    private Event message(long sequence, String content) {
        return new Event(
                conversation,
                sequence,
                "id-" + sequence,
                "bob",
                SENT_AT,
                new Message(content, "text/plain", false, null));
    }

    private static InboxEntry entry(String conversationId, long head) {
        return new InboxEntry(
                conversationId, ConversationKind.GROUP, "title", head, 0L, 1, false, null, Instant.EPOCH, null);
    }

    private static GatewayConfig config(String id) {
        return config(id, Map.of());
    }

    private static GatewayConfig config(String id, Map<String, String> more) {
        RealServers servers = RealServers.get();
        return GatewaySetup.config(id, servers.bootstrapServers(), servers.registryUrl(), PREFIX, more);
    }
}
