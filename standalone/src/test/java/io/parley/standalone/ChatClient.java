package io.parley.standalone;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.awaitility.core.ConditionTimeoutException;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import java.util.function.Predicate;

import static org.awaitility.Awaitility.await;

/**
 * A client written from the protocol alone: it sends frames and keeps every frame that came, in order. Nothing is
 * repaired or reordered, so that a test sees what the server did.
 */
final class ChatClient implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final Consumer<JsonNode> onFrame;
    private WebSocket socket;
    private CompletableFuture<WebSocket> lastSend;

    private ChatClient(Consumer<JsonNode> onFrame) {
        this.onFrame = onFrame;
    }

    /** Connects, and returns when the server has said {@code ready} and the whole {@code inbox}. */
    static ChatClient connect(URI gateway, String token) {
        return connect(gateway, token, frame -> {}).awaitInbox();
    }

    /** Connects and returns at once; every frame is also given to {@code onFrame}, in order. */
    static ChatClient connect(URI gateway, String token, Consumer<JsonNode> onFrame) {
        ChatClient client = new ChatClient(onFrame);
        WebSocket socket = HTTP.newWebSocketBuilder()
                .subprotocols("parley.v1.json")
                .header("Authorization", "Bearer " + token)
                .connectTimeout(PATIENCE)
                .buildAsync(URI.create("ws://" + gateway.getAuthority() + "/v1/connect"), client.new Listener())
                .join();
        client.begin(socket);
        return client;
    }

    private synchronized void begin(WebSocket opened) {
        socket = opened;
        lastSend = CompletableFuture.completedFuture(opened);
    }

    ChatClient awaitInbox() {
        awaitFrame(frame -> is(frame, "inbox") && frame.path("last").asBoolean());
        return this;
    }

    static ObjectNode frame(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    static String newId() {
        return UUID.randomUUID().toString();
    }

    static boolean is(JsonNode frame, String type) {
        return type.equals(frame.path("type").asText());
    }

    /** Sends a frame; frames leave in the order of the calls, on whichever threads. */
    synchronized void send(JsonNode frame) {
        lastSend = lastSend.thenCompose(open -> open.sendText(frame.toString(), true));
    }

    /** Creates a group and returns its id when {@code created} is there. */
    String createGroup(String title, String... members) {
        String conversation = UUID.randomUUID().toString();
        ObjectNode frame = frame("create")
                .put("id", newId())
                .put("conversationId", conversation)
                .put("kind", "group")
                .put("title", title);
        addMembers(frame, members);
        send(frame);
        awaitEvent(conversation, 1);
        return conversation;
    }

    /** Sends a message under a fresh id, and returns that. */
    String say(String conversation, String content) {
        String id = newId();
        say(conversation, id, content);
        return id;
    }

    void say(String conversation, String id, String content) {
        send(frame("send").put("id", id).put("conversationId", conversation).put("content", content));
    }

    void change(String type, String conversation, String... members) {
        ObjectNode frame = frame(type).put("id", newId()).put("conversationId", conversation);
        addMembers(frame, members);
        send(frame);
    }

    private static void addMembers(ObjectNode frame, String... members) {
        ArrayNode array = frame.putArray("members");
        for (String member : members) {
            array.add(member);
        }
    }

    /** One page of history: the answer to a request with this {@code ref}. */
    JsonNode history(ObjectNode request) {
        String ref = newId();
        send(request.put("type", "history").put("ref", ref));
        return awaitFrame(frame -> ref.equals(frame.path("ref").asText()));
    }

    JsonNode awaitEvent(String conversation, long sequence) {
        return awaitFrame(
                frame -> isEvent(frame, conversation) && frame.path("sequence").asLong() == sequence);
    }

    /** The event that a command with this id made. */
    JsonNode awaitEventOf(String id) {
        return awaitFrame(
                frame -> is(frame, "event") && id.equals(frame.path("id").asText()));
    }

    JsonNode awaitFrame(Predicate<JsonNode> wanted) {
        try {
            return await().atMost(PATIENCE)
                    .pollInterval(Duration.ofMillis(10))
                    .until(() -> first(wanted), found -> found.isPresent() || closed.isDone())
                    // Closed after the look at the frames, but before the look at the end.
                    .or(() -> first(wanted))
                    .orElseThrow(() -> new AssertionError("closed with " + closed.join() + "; what came: " + newest()));
        } catch (ConditionTimeoutException e) {
            throw new AssertionError("not within " + PATIENCE.toSeconds() + " s; what came: " + newest(), e);
        }
    }

    private Optional<JsonNode> first(Predicate<JsonNode> wanted) {
        return frames.stream().filter(wanted).findFirst();
    }

    private List<JsonNode> newest() {
        List<JsonNode> all = List.copyOf(frames);
        return all.subList(Math.max(0, all.size() - 20), all.size());
    }

    List<JsonNode> events(String conversation) {
        return frames.stream().filter(frame -> isEvent(frame, conversation)).toList();
    }

    /** Every frame so far, in the order of arrival. */
    List<JsonNode> frames() {
        return frames;
    }

    void forgetFrames() {
        frames.clear();
    }

    /** Completes with the close code; 1006 when the connection broke. */
    CompletableFuture<Integer> closed() {
        return closed;
    }

    private static boolean isEvent(JsonNode frame, String conversation) {
        return is(frame, "event")
                && conversation.equals(frame.path("conversationId").asText());
    }

    /** Breaks the connection without a word, as a lost network does. */
    synchronized void abort() {
        socket.abort();
    }

    @Override
    public synchronized void close() {
        if (!socket.isOutputClosed()) {
            lastSend = lastSend.thenCompose(open -> open.sendClose(WebSocket.NORMAL_CLOSURE, ""));
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                accept(text.toString());
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            closed.complete(statusCode);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            closed.complete(1006);
        }

        private void accept(String json) {
            JsonNode frame;
            try {
                frame = JSON.readTree(json);
            } catch (JsonProcessingException e) {
                throw new IllegalStateException("the server sent no JSON", e);
            }
            // First, so that whoever waits for the frame finds all done that comes of it.
            onFrame.accept(frame);
            frames.add(frame);
        }
    }
}
