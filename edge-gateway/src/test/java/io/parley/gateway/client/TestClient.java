package io.parley.gateway.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Predicate;

/**
 * Speaks the protocol over one WebSocket, and repairs or reorders nothing, so that a test sees what the server did. Frames
 * that came in wait until a test takes them with {@code next}; {@link #received()} has them all, in order, taken or not,
 * and {@code await} looks among them. Waiting ends after {@link #PATIENCE} with an {@link AssertionError} that says what
 * came instead. Safe for many threads.
 */
public final class TestClient implements AutoCloseable {

    /** The longest wait of a test. */
    public static final Duration PATIENCE = Duration.ofSeconds(60);

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String SUBPROTOCOL = "parley.v1.json";
    private static final int NORMAL = 1000;
    private static final int BROKEN = -1;

    private final ReceivedFrames frames = new ReceivedFrames(PATIENCE);
    private final Consumer<JsonNode> onFrame;
    private final WebSocket socket;
    private CompletableFuture<?> lastSent = CompletableFuture.completedFuture(null);

    private TestClient(URI gateway, String token, Consumer<JsonNode> onFrame) {
        this.onFrame = onFrame;
        this.socket = HTTP.newWebSocketBuilder()
                .subprotocols(SUBPROTOCOL)
                .header("Authorization", "Bearer " + token)
                .connectTimeout(PATIENCE)
                .buildAsync(webSocket(gateway), new Listener())
                .join();
    }

    /**
     * Connects with a token, and waits for the handshake alone.
     *
     * @param gateway where its public port is, such as {@code http://127.0.0.1:8080}
     * @throws CompletionException with a {@code WebSocketHandshakeException} if the gateway refuses
     */
    public static TestClient connect(URI gateway, String token) {
        return connect(gateway, token, frame -> {});
    }

    /**
     * Connects with a token, and waits for the handshake alone.
     *
     * @param onFrame is given every frame, in order, before it waits to be taken
     */
    public static TestClient connect(URI gateway, String token, Consumer<JsonNode> onFrame) {
        return new TestClient(gateway, token, onFrame);
    }

    /** Connects with a token, and waits for {@code ready} and the whole inbox. */
    public static TestClient ready(URI gateway, String token) {
        return ready(gateway, token, frame -> {});
    }

    /**
     * Connects with a token, and waits for {@code ready} and the whole inbox.
     *
     * @param onFrame is given every frame, in order, before it waits to be taken
     */
    public static TestClient ready(URI gateway, String token, Consumer<JsonNode> onFrame) {
        TestClient client = connect(gateway, token, onFrame);
        client.awaitInbox();
        return client;
    }

    /** Connects as a user of a gateway that hands out development tokens, and waits for the whole inbox. */
    public static TestClient of(URI gateway, String userId) {
        return ready(gateway, devToken(gateway, userId));
    }

    /** A token from a gateway that hands them out. */
    public static String devToken(URI gateway, String userId) {
        HttpRequest request = HttpRequest.newBuilder(gateway.resolve("/v1/token"))
                .POST(BodyPublishers.ofString(
                        JSON.createObjectNode().put("userId", userId).toString()))
                .build();
        try {
            return parse(HTTP.send(request, BodyHandlers.ofString()).body())
                    .path("token")
                    .asText();
        } catch (IOException e) {
            throw new AssertionError("no token for " + userId, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        }
    }

    /** An id for a command or a group. */
    public static String newId() {
        return UUID.randomUUID().toString();
    }

    /** A frame of a type, to be filled. */
    public static ObjectNode frame(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    /** Whether a frame is of a type. */
    public static boolean is(JsonNode frame, String type) {
        return type.equals(frame.path("type").asText());
    }

    /** Sends a frame. */
    public TestClient send(ObjectNode frame) {
        return send(frame.toString());
    }

    /** Sends any text. */
    public synchronized TestClient send(String text) {
        lastSent = lastSent.thenCompose(before -> socket.sendText(text, true));
        return this;
    }

    /** Sends a message, and returns the id of the command. */
    public String message(String conversationId, String content) {
        String id = newId();
        message(id, conversationId, content);
        return id;
    }

    /** Sends a message under an id of one's own. */
    public void message(String id, String conversationId, String content) {
        send(frame("send").put("id", id).put("conversationId", conversationId).put("content", content));
    }

    /** Creates a group with these others, and waits for its first event. The conversation's id. */
    public String group(String title, String... others) {
        String conversationId = newId();
        ObjectNode create = frame("create")
                .put("id", newId())
                .put("conversationId", conversationId)
                .put("kind", "group")
                .put("title", title);
        List.of(others).forEach(create.putArray("members")::add);
        send(create);
        next(frame -> isEvent(frame, conversationId, 1));
        return conversationId;
    }

    /** Adds or removes members; {@code type} is {@code add} or {@code remove}. The id of the command. */
    public String change(String type, String conversationId, String... members) {
        String id = newId();
        ObjectNode change = frame(type).put("id", id).put("conversationId", conversationId);
        List.of(members).forEach(change.putArray("members")::add);
        send(change);
        return id;
    }

    /** Asks for a page of history, and waits for the answer. */
    public JsonNode history(String conversationId, long after, long through, int limit) {
        return history(frame("history")
                .put("conversationId", conversationId)
                .put("after", after)
                .put("through", through)
                .put("limit", limit));
    }

    /** Asks for a page of history under a {@code ref} of its own, and waits for the answer. */
    public JsonNode history(ObjectNode request) {
        String ref = newId();
        send(request.put("ref", ref));
        return next(frame -> ref.equals(frame.path("ref").asText()));
    }

    /** Waits for {@code ready} and the whole inbox. The entries. */
    public List<JsonNode> awaitInbox() {
        next("ready");
        return awaitFreshInbox();
    }

    /** Waits for a whole inbox. The entries. */
    public List<JsonNode> awaitFreshInbox() {
        List<JsonNode> entries = new ArrayList<>();
        JsonNode frame;
        do {
            frame = next("inbox");
            frame.path("conversations").forEach(entries::add);
        } while (!frame.path("last").asBoolean());
        return entries;
    }

    /** Takes the first frame of a type that waits or comes. */
    public JsonNode next(String type) {
        return next(frame -> is(frame, type));
    }

    /** Takes the event with this sequence. */
    public JsonNode nextEvent(String conversationId, long sequence) {
        return next(frame -> isEvent(frame, conversationId, sequence));
    }

    /** Takes the first frame that waits or comes and fits. */
    public JsonNode next(Predicate<JsonNode> fits) {
        return frames.take(fits);
    }

    /** Waits for a frame that fits, unless one has come, and leaves it to be taken. */
    public JsonNode awaitFrame(Predicate<JsonNode> fits) {
        return frames.await(fits);
    }

    /** Waits for the event with this sequence, and leaves it to be taken. */
    public JsonNode awaitEvent(String conversationId, long sequence) {
        return awaitFrame(frame -> isEvent(frame, conversationId, sequence));
    }

    /** Waits for the event that a command with this id made, and leaves it to be taken. */
    public JsonNode awaitEventOf(String id) {
        return awaitFrame(
                frame -> is(frame, "event") && id.equals(frame.path("id").asText()));
    }

    /** All frames that came in until now. */
    public List<JsonNode> received() {
        return frames.all();
    }

    /** The events of a conversation that came in live until now. */
    public List<JsonNode> events(String conversationId) {
        return received().stream()
                .filter(frame -> is(frame, "event")
                        && frame.path("conversationId").asText().equals(conversationId))
                .toList();
    }

    /** Forgets the frames that came in until now. */
    public void forget() {
        frames.forget();
    }

    /** Completes with the close code, or -1 when the connection broke. */
    public CompletableFuture<Integer> closed() {
        return frames.closed();
    }

    /** Waits for the gateway to close the connection. The close code, or -1 if it broke. */
    public int awaitClose() {
        return closed().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
    }

    public boolean isClosed() {
        return closed().isDone();
    }

    /** Drops the connection as a lost network would: without a word. */
    public void abort() {
        socket.abort();
        frames.end(BROKEN);
    }

    /** Closes properly, when all is sent. */
    @Override
    public void close() {
        if (!isClosed()) {
            synchronized (this) {
                lastSent = lastSent.handle((sent, failure) -> null).thenCompose(sent -> socket.sendClose(NORMAL, ""));
            }
            closed().orTimeout(PATIENCE.toMillis(), TimeUnit.MILLISECONDS).join();
        }
    }

    private static boolean isEvent(JsonNode frame, String conversationId, long sequence) {
        return is(frame, "event")
                && frame.path("conversationId").asText().equals(conversationId)
                && frame.path("sequence").asLong() == sequence;
    }

    private static URI webSocket(URI gateway) {
        return URI.create(gateway.toString().replaceFirst("^http", "ws")).resolve("/v1/connect");
    }

    private static JsonNode parse(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    private final class Listener implements WebSocket.Listener {

        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket webSocket, CharSequence part, boolean last) {
            text.append(part);
            if (last) {
                JsonNode frame = parse(text.toString());
                // First, so that a test that waits for the frame finds all done that comes of it.
                onFrame.accept(frame);
                frames.add(frame);
                text.setLength(0);
            }
            webSocket.request(1);
            return null;
        }

        @Override
        public CompletionStage<?> onClose(WebSocket webSocket, int code, String reason) {
            frames.end(code);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable failure) {
            frames.end(BROKEN);
        }
    }
}
