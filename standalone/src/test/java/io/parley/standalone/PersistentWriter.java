package io.parley.standalone;

import com.fasterxml.jackson.databind.JsonNode;

import java.net.URI;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import static io.parley.standalone.ChatClient.is;

/**
 * Sends messages over any number of connections and, as the protocol says, sends again after each reconnect whatever has
 * no outcome yet, under its old id.
 */
final class PersistentWriter {

    private final URI gateway;
    private final String userId;
    private final String token;
    private final String conversation;
    private final Map<String, String> pending = Collections.synchronizedMap(new LinkedHashMap<>());
    private final List<String> ids = Collections.synchronizedList(new ArrayList<>());
    private ChatClient client;

    PersistentWriter(URI gateway, String userId, String token, String conversation) {
        this.gateway = gateway;
        this.userId = userId;
        this.token = token;
        this.conversation = conversation;
    }

    void connect() {
        client = ChatClient.connect(gateway, token, this::accept);
        client.awaitInbox();
        sendAgain();
    }

    void say(String content) {
        String id = ChatClient.newId();
        ids.add(id);
        pending.put(id, content);
        client.say(conversation, id, content);
    }

    /** Sends again all that has no outcome yet, in the order of the first time. */
    void sendAgain() {
        Map<String, String> again;
        synchronized (pending) {
            again = new LinkedHashMap<>(pending);
        }
        again.forEach((id, content) -> client.say(conversation, id, content));
    }

    boolean hasPending() {
        return !pending.isEmpty();
    }

    /** The ids of all messages, each of which has to have come to exactly one event. */
    List<String> ids() {
        return List.copyOf(ids);
    }

    void close() {
        client.close();
    }

    private void accept(JsonNode frame) {
        if (is(frame, "event") && userId.equals(frame.path("senderId").asText())) {
            pending.remove(frame.path("id").asText());
        }
    }
}
