package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.gateway.client.TestClient;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import static io.parley.gateway.client.TestClient.is;

/**
 * Sends messages over any number of connections and, as the protocol says, sends again under its old id whatever has no
 * outcome yet after a reconnect, and what the gateway asks for by {@code retryAfterMs}.
 */
final class PersistentWriter {

    private final URI gateway;
    private final String userId;
    private final String token;
    private final String conversation;
    private final Map<String, String> pending = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
    private volatile TestClient client;

    PersistentWriter(URI gateway, String userId, String token, String conversation) {
        this.gateway = gateway;
        this.userId = userId;
        this.token = token;
        this.conversation = conversation;
    }

    void connect() {
        connect(gateway).awaitInbox();
        sendAgain();
    }

    /** Connects to a gateway, be it another than before. The connection. */
    TestClient connect(URI anyGateway) {
        client = TestClient.connect(anyGateway, token, this::accept);
        return client;
    }

    void say(String content) {
        String id = TestClient.newId();
        ids.add(id);
        pending.put(id, content);
        client.message(id, conversation, content);
    }

    /** Sends again all that has no outcome yet, in the order of the first time. */
    void sendAgain() {
        sendAgain(Set.of());
    }

    /** As after {@link #connect()}, but for what was accepted: its outcome has to come without being sent again. */
    void catchUpUnaccepted() {
        client.awaitInbox();
        sendAgain(accepted);
    }

    private void sendAgain(Set<String> without) {
        Map<String, String> again;
        synchronized (pending) {
            again = new LinkedHashMap<>(pending);
        }
        again.keySet().removeAll(without);
        again.forEach((id, content) -> client.message(id, conversation, content));
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The ids of all messages, each of which has to have come to exactly one event. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    @Override
    public String toString() {
        return accepted.size() + " accepted of " + ids.size() + ", " + pending.size() + " pending";
    }

    void close() {
        client.close();
    }

    private void accept(JsonNode frame) {
        if (is(frame, "accepted")) {
            accepted.add(frame.path("id").asText());
        } else if (is(frame, "rejected") && frame.has("retryAfterMs")) {
            sendAgainLater(frame.path("id").asText(), frame.path("retryAfterMs").asLong());
        } else if (is(frame, "event") && userId.equals(frame.path("senderId").asText())) {
            pending.remove(frame.path("id").asText());
        }
    }

    private void sendAgainLater(String id, long millis) {
        CompletableFuture.delayedExecutor(millis, TimeUnit.MILLISECONDS).execute(() -> {
            String content = pending.get(id);
            if (content != null) {
                client.message(id, conversation, content);
            }
        });
    }
}
