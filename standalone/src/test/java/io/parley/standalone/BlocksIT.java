package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayProcess;
import io.parley.gateway.GatewaySettings;
import io.parley.gateway.client.TestClient;
import io.parley.history.History;
import io.parley.history.HistorySettings;
import io.parley.runtime.config.Settings;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import io.parley.servers.RealServers;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static io.parley.gateway.client.TestClient.frame;
import static io.parley.gateway.client.TestClient.is;
import static io.parley.gateway.client.TestClient.newId;
import static org.assertj.core.api.Assertions.assertThat;

/** Blocks and mutes on real servers: alice has a session on each of two gateways, bob has one. */
class BlocksIT {

    private static final String SECRET = "a secret of the test of blocks, of 32 bytes or more";

    private static History history;
    private static final List<Gateway> GATEWAYS = new ArrayList<>();
    private static final List<URI> URLS = new ArrayList<>();

    private final String aliceId = "alice-" + newId();
    private final String bobId = "bob-" + newId();
    private final String direct =
            ConversationId.direct(new UserId(aliceId), new UserId(bobId)).toString();
    private TestClient here;
    private TestClient there;
    private TestClient bob;

    @BeforeAll
    static void start() {
        for (String id : List.of("blocks-1", "blocks-2")) {
            Settings settings = settings(id);
            if (history == null) {
                history = History.open(HistorySettings.read(settings));
            }
            Gateway gateway = new Gateway(GatewaySettings.read(settings), history.reader());
            GATEWAYS.add(gateway);
            gateway.start();
        }
    }

    private static Settings settings(String id) {
        RunningParley parley = RunningParley.shared();
        int port = RealServers.get().freePort();
        Map<String, String> values = new HashMap<>(Map.of(
                "gateway.id", id,
                "gateway.host", "127.0.0.1",
                "gateway.port", String.valueOf(port),
                "management.host", "127.0.0.1",
                "management.port", "0",
                "token.secret", SECRET,
                "token.dev-tokens", "true"));
        values.put("kafka.bootstrap-servers", parley.bootstrapServers());
        values.put("registry.url", parley.registryUrl().toString());
        values.put("history.contact-points", "127.0.0.1:" + parley.cassandra().getPort());
        URLS.add(URI.create("http://127.0.0.1:" + port));
        return Settings.of(values, GatewayProcess.keys());
    }

    @AfterAll
    static void stop() {
        GATEWAYS.forEach(Gateway::close);
        history.close();
    }

    @BeforeEach
    void connect() {
        here = client(0, aliceId);
        there = client(1, aliceId);
        bob = client(1, bobId);
    }

    @AfterEach
    void close() {
        List.of(here, there, bob).forEach(TestClient::close);
    }

    @Test
    void shouldWithholdWhatTheBlockedOneWritesOnAllDevicesAndKeepItInHistory() {
        // Given
        createDirect(here, bobId);
        block(here, bobId, false);

        // When
        String secret = bob.message(direct, "secret");
        JsonNode event = bob.awaitEventOf(secret);

        // Then
        assertThat(event.path("sequence").asLong()).isEqualTo(2);
        for (TestClient device : List.of(here, there)) {
            JsonNode place = device.awaitEvent(direct, 2);
            assertThat(place.path("kind").asText()).isEqualTo("withheld");
            assertThat(place.has("senderId") || place.has("id") || place.has("content"))
                    .isFalse();
        }
        assertThat(here.history(direct, 0, 2, 10).at("/events/1/content").asText())
                .isEqualTo("secret");
        try (TestClient next = client(0, aliceId)) {
            JsonNode entry = next.awaitFrame(frame -> is(frame, "inbox")).at("/conversations/0");
            assertThat(entry.path("head").asLong()).isEqualTo(2);
            assertThat(entry.path("unread").asInt()).isZero();
            assertThat(next.awaitFrame(frame -> is(frame, "ready"))
                            .at("/blocked/0")
                            .asText())
                    .isEqualTo(bobId);
        }
    }

    @Test
    void shouldForbidWhatIsSentToTheBlockedOneUntilTheBlockEnds() {
        // Given
        createDirect(here, bobId);
        block(here, bobId, false);

        // When
        String refused = there.message(direct, "you");
        JsonNode rejected = there.awaitFrame(
                frame -> is(frame, "rejected") && frame.path("id").asText().equals(refused));
        block(there, bobId, true);
        String sent = here.message(direct, "me");

        // Then
        assertThat(rejected.path("code").asText()).isEqualTo("forbidden");
        assertThat(bob.awaitEventOf(sent).path("sequence").asLong()).isEqualTo(2);
    }

    @Test
    void shouldShowNoConversationOfTheBlockedOneAndLeaveTheirGroup() {
        // Given
        block(here, bobId, false);

        // When
        createDirect(bob, aliceId);
        bob.awaitEventOf(bob.message(direct, "hello?"));
        String group = bob.group("Trap", aliceId);
        JsonNode left = bob.awaitEvent(group, 2);

        // Then
        assertThat(left.path("kind").asText()).isEqualTo("removed");
        assertThat(left.path("senderId").asText()).isEqualTo(aliceId);
        block(here, bobId, true);
        JsonNode entry = there.awaitFrame(frame -> is(frame, "inbox")
                && frame.at("/conversations/0/conversationId").asText().equals(direct));
        assertThat(entry.at("/conversations/0/head").asLong()).isEqualTo(2);
        for (TestClient device : List.of(here, there)) {
            assertThat(device.received())
                    .noneMatch(frame -> frame.toString().contains(group))
                    .noneMatch(frame -> is(frame, "event"));
        }
    }

    @Test
    void shouldShowAMuteOnAllDevices() {
        // Given
        String group = here.group("Loud", bobId);
        there.awaitEvent(group, 1);

        // When
        here.send(frame("mute").put("conversationId", group));

        // Then
        for (TestClient device : List.of(here, there)) {
            JsonNode inbox = device.awaitFrame(
                    frame -> is(frame, "inbox") && frame.at("/conversations/0").has("muted"));
            assertThat(inbox.at("/conversations/0/conversationId").asText()).isEqualTo(group);
            assertThat(inbox.at("/conversations/0/muted").asBoolean()).isTrue();
        }
    }

    @Test
    void shouldShowPresenceOnlyOnceTheMemberHasTakenPartAndHideItFromTheBlocked() {
        // Given
        createDirect(here, bobId);
        bob.awaitEvent(direct, 1);
        here.send(frame("open").put("conversationId", direct));
        here.awaitFrame(frame -> is(frame, "opened"));

        // When
        bob.awaitEventOf(bob.message(direct, "hi"));

        // Then
        JsonNode event = here.awaitEvent(direct, 2);
        JsonNode shown = here.awaitFrame(
                frame -> is(frame, "presence") && frame.path("userId").asText().equals(bobId));
        assertThat(here.received().indexOf(shown)).isGreaterThan(here.received().indexOf(event));
        assertThat(shown.path("status").asText()).isEqualTo("online");
        block(bob, aliceId, false);
        here.awaitFrame(frame -> is(frame, "presence")
                && frame.path("userId").asText().equals(bobId)
                && frame.path("status").asText().equals("offline"));
    }

    private void createDirect(TestClient by, String other) {
        by.send(frame("create")
                .put("id", newId())
                .put("kind", "direct")
                .set("members", frame("x").arrayNode().add(other)));
        by.awaitEvent(direct, 1);
    }

    /** Waits until all of the user's sessions that are here have the list. */
    private void block(TestClient by, String other, boolean off) {
        by.send(frame("block").put("userId", other).put("off", off));
        List<TestClient> devices = by.equals(bob) ? List.of(bob) : List.of(here, there);
        devices.forEach(device -> device.awaitFrame(
                frame -> is(frame, "blocked") && (frame.path("userIds").size() == 0) == off));
    }

    private static TestClient client(int gateway, String userId) {
        URI url = URLS.get(gateway);
        TestClient client = TestClient.connect(url, RunningParley.token(url, userId));
        client.awaitInbox();
        return client;
    }
}
