package io.parley.resilience.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/**
 * Speaks the client protocol over one WebSocket: frames out in the order in which they were given, frames in, one at a
 * time. Safe for many threads.
 */
final class Socket implements WebSocket.Listener {

    /** Stands for a connection that broke without a close frame. */
    static final int BROKEN = 1006;

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_BOUND = Duration.ofSeconds(5);

    private final Handler handler;
    private final StringBuilder text = new StringBuilder();
    private final Object sending = new Object();
    private CompletableFuture<?> sent = CompletableFuture.completedFuture(null);
    private WebSocket webSocket;
    private volatile long heardAt = System.nanoTime();
    private boolean ended;

    /** Handles what arrives. */
    interface Handler {

        /** Handles a frame; none comes after {@link #closed}, but for one that is being handled just then. */
        void frame(Socket from, JsonNode frame);

        /** @param code of the close frame; {@link Socket#BROKEN} when there was none */
        void closed(Socket from, int code);
    }

    Socket(Handler handler) {
        this.handler = handler;
    }

    /** Connects, and reports a failure as a close with {@link #BROKEN}. */
    void connect(HttpClient http, URI gateway, String token) {
        URI target = URI.create(gateway.toString().replaceFirst("^http", "ws") + "/v1/connect");
        var unused = http.newWebSocketBuilder()
                .connectTimeout(CONNECT_BOUND)
                .subprotocols("parley.v1.json")
                .header("Authorization", "Bearer " + token)
                .buildAsync(target, this)
                .whenComplete((connected, failure) -> {
                    if (failure != null) {
                        end(BROKEN);
                    }
                });
    }

    static ObjectNode frame(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    /** Sends a frame after those before it; one that can't be sent any more is dropped, as its close follows. */
    void send(ObjectNode frame) {
        String written = frame.toString();
        synchronized (sending) {
            WebSocket target = webSocket;
            if (target == null || ended) {
                return;
            }
            sent = sent.thenCompose(before -> target.sendText(written, true));
            // Elsewhere: the caller holds a lock, and the handler takes one of its own.
            var unused = sent.whenCompleteAsync((done, failure) -> {
                if (failure != null) {
                    end(BROKEN);
                }
            });
        }
    }

    /** Breaks the connection without a word, as a phone in a tunnel does. */
    void abort() {
        WebSocket target = current();
        if (target != null) {
            target.abort();
        }
        end(BROKEN);
    }

    /** Closes it in order. */
    void close() {
        WebSocket target = current();
        if (target != null) {
            var unused = target.sendClose(WebSocket.NORMAL_CLOSURE, "").whenComplete((done, failure) -> target.abort());
        }
        end(WebSocket.NORMAL_CLOSURE);
    }

    /** Returns how long nothing has come. */
    Duration silence() {
        return Duration.ofNanos(System.nanoTime() - heardAt);
    }

    @Override
    public void onOpen(WebSocket opened) {
        synchronized (sending) {
            webSocket = opened;
            if (ended) {
                // Given up while it was connecting: left open, it would be a session that nobody knows of.
                opened.abort();
                return;
            }
        }
        heardAt = System.nanoTime();
        opened.request(Long.MAX_VALUE);
    }

    @Override
    public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
        heardAt = System.nanoTime();
        text.append(data);
        if (last) {
            String whole = text.toString();
            text.setLength(0);
            try {
                handler.frame(this, JSON.readTree(whole));
            } catch (IOException e) {
                throw new IllegalStateException("no JSON: " + whole, e);
            }
        }
        return null;
    }

    @Override
    public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
        heardAt = System.nanoTime();
        return null;
    }

    @Override
    public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
        end(code);
        return null;
    }

    @Override
    public void onError(WebSocket from, Throwable failure) {
        end(BROKEN);
    }

    private WebSocket current() {
        synchronized (sending) {
            return webSocket;
        }
    }

    private void end(int code) {
        synchronized (sending) {
            if (ended) {
                return;
            }
            ended = true;
        }
        handler.closed(this, code);
    }
}
