package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.client.TestClient;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.LongSupplier;

import static io.parley.gateway.client.TestClient.is;

/**
 * Follows one conversation over any number of connections, the way the protocol says a client catches up: connect, read
 * {@code inbox}, ask {@code history} from mine through its head while there is more, take what is live after it. It trusts
 * the guarantee: what does not fit is a fault, kept in {@link #faults}.
 */
final class FollowingClient {

    private final URI gateway;
    private final String token;
    private final String conversation;
    private final List<JsonNode> events = Collections.synchronizedList(new ArrayList<>());
    private final List<String> faults = Collections.synchronizedList(new ArrayList<>());
    private TestClient client;
    private Connection connection;

    FollowingClient(URI gateway, String token, String conversation) {
        this.gateway = gateway;
        this.token = token;
        this.conversation = conversation;
    }

    /** Connects and catches up; returns when all up to the inbox's head is there. */
    void connect() {
        connect(gateway);
        catchUp();
    }

    /** Connects to a gateway, be it another than before. The connection, on which {@link #catchUp} comes next. */
    TestClient connect(URI anyGateway) {
        connection = new Connection(() -> events.size());
        client = TestClient.connect(anyGateway, token, connection::accept);
        return client;
    }

    void catchUp() {
        client.awaitInbox();
        long head = connection.head;
        boolean more = events.size() < head;
        while (more) {
            ObjectNode request = TestClient.frame("history")
                    .put("conversationId", conversation)
                    .put("after", events.size())
                    .put("through", head)
                    .put("limit", 50);
            JsonNode page = page(request);
            if (!page.path("events").isArray()) {
                faults.add("history answered " + page);
                return;
            }
            page.path("events").forEach(this::append);
            more = page.path("more").asBoolean() || events.size() < head;
        }
        connection.goLive();
    }

    /** A page; while it is refused for the moment, it is asked for again after as long as the refusal says. */
    private JsonNode page(ObjectNode request) {
        long end = System.nanoTime() + TestClient.PATIENCE.toNanos();
        JsonNode answer = client.history(request);
        while (answer.has("retryAfterMs") && System.nanoTime() < end) {
            Wanderer.pause(Duration.ofMillis(answer.path("retryAfterMs").asLong()));
            answer = client.history(request);
        }
        return answer;
    }

    void drop() {
        connection.stop();
        client.abort();
    }

    /** What this client has seen, in order, each once. */
    List<JsonNode> events() {
        return List.copyOf(events);
    }

    List<String> faults() {
        return List.copyOf(faults);
    }

    private void append(JsonNode event) {
        long sequence = event.path("sequence").asLong();
        if (sequence == events.size() + 1L) {
            events.add(event);
        } else if (sequence > events.size()) {
            faults.add("expected " + (events.size() + 1) + ", got " + sequence);
        }
    }

    /** One connection's live events: held back until history has reached the inbox's head. */
    private final class Connection {

        private final Map<Long, JsonNode> early = new TreeMap<>();
        private final LongSupplier mine;
        private volatile long head;
        private boolean live;
        private boolean stopped;

        Connection(LongSupplier mine) {
            this.mine = mine;
        }

        synchronized void accept(JsonNode frame) {
            if (stopped || !conversation.equals(frame.path("conversationId").asText(conversation))) {
                return;
            }
            if (is(frame, "inbox") && !live) {
                frame.path("conversations").forEach(this::acceptEntry);
            } else if (is(frame, "event") && live) {
                append(frame);
            } else if (is(frame, "event")) {
                early.put(frame.path("sequence").asLong(), frame);
            }
        }

        private void acceptEntry(JsonNode entry) {
            if (head == 0 && conversation.equals(entry.path("conversationId").asText())) {
                head = entry.path("head").asLong();
            }
        }

        synchronized void goLive() {
            if (mine.getAsLong() < head) {
                faults.add("history ended at " + mine.getAsLong() + " before head " + head);
            }
            early.values().forEach(FollowingClient.this::append);
            early.clear();
            live = true;
        }

        synchronized void stop() {
            stopped = true;
        }
    }
}
