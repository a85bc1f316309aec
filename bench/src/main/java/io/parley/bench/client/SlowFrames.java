package io.parley.bench.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/** Parses rare frames as whole objects. */
final class SlowFrames {

    private static final ObjectMapper JSON = new ObjectMapper();

    /** An event of a page of history. */
    record Event(long sequence, String id, boolean message) {}

    /** A page of history. */
    record Page(UUID conversation, List<Event> events, boolean complete, boolean more) {}

    /** The content of a rejection; the id is empty if it is no command's. */
    record Rejection(String id, String code, String message, long retryAfterMillis) {

        /** Whether the same command may be sent again. */
        boolean mayRetry() {
            return code.equals("rate_limited") || code.equals("unavailable");
        }
    }

    private SlowFrames() {}

    /** The conversation's head when it was opened. */
    static long openedHead(byte[] frame, int length) {
        return read(frame, length).path("head").asLong();
    }

    /** The page requested by {@link Frames#history}, whose {@code ref} is the conversation. */
    static Page history(byte[] frame, int length) {
        JsonNode page = read(frame, length);
        List<Event> events = new ArrayList<>();
        for (JsonNode event : page.path("events")) {
            events.add(new Event(
                    event.path("sequence").asLong(),
                    event.path("id").asText(),
                    event.path("kind").asText().equals("message")));
        }
        return new Page(
                UUID.fromString(page.path("ref").asText()),
                events,
                page.path("complete").asBoolean(),
                page.path("more").asBoolean());
    }

    static Rejection rejection(byte[] frame, int length) {
        JsonNode rejected = read(frame, length);
        return new Rejection(
                rejected.path("id").asText(),
                rejected.path("code").asText(),
                rejected.path("message").asText(),
                rejected.path("retryAfterMs").asLong());
    }

    static long reconnectAfterMillis(byte[] frame, int length) {
        return read(frame, length).path("reconnectAfterMs").asLong();
    }

    private static JsonNode read(byte[] frame, int length) {
        try {
            return JSON.readTree(frame, 0, length);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
