package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.MessagePreview;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** Writes servers' frames. Thread-safe; the caller owns the one reference to each frame's bytes. */
public final class FrameWriter {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    private final ByteBufAllocator allocator;

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    public FrameWriter(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    public ServerFrame ready(String sessionId, String userId, String gatewayId, Duration heartbeat) {
        return frame("ready", 256, json -> {
            json.writeStringField("sessionId", sessionId);
            json.writeStringField("userId", userId);
            json.writeStringField("gatewayId", gatewayId);
            json.writeNumberField("heartbeatSeconds", Math.max(1, heartbeat.toSeconds()));
        });
    }

    /** Writes changed entries, or a part of those that come by themselves. */
    public ServerFrame inbox(List<InboxEntry> conversations, boolean last) {
        return inbox(Correlation.NONE, conversations, last, null);
    }

    /**
     * Writes a part of the inbox.
     *
     * @param request the reference of the request that it answers
     * @param next the place behind which older conversations begin; null if there are none, or if it isn't the last part
     */
    public ServerFrame inbox(Correlation request, List<InboxEntry> conversations, boolean last, InboxPosition next) {
        return frame("inbox", 96 + 384 * conversations.size(), json -> {
            correlation(json, request);
            json.writeArrayFieldStart("conversations");
            for (InboxEntry entry : conversations) {
                json.writeStartObject();
                json.writeStringField("conversationId", entry.getConversationId());
                json.writeStringField("kind", EventJson.kind(entry.getKind()));
                json.writeStringField("title", entry.getTitle());
                if (entry.getPeer() != null) {
                    json.writeStringField("peer", entry.getPeer());
                }
                json.writeNumberField("head", entry.getHead());
                json.writeNumberField("read", entry.getRead());
                json.writeNumberField("unread", entry.getUnread());
                json.writeBooleanField("large", entry.getLarge());
                json.writeStringField("activeAt", EventJson.time(entry.getActiveAt()));
                preview(json, entry.getPreview());
                json.writeEndObject();
            }
            json.writeEndArray();
            json.writeBooleanField("last", last);
            if (next != null) {
                json.writeBooleanField("more", true);
                json.writeStringField("cursor", InboxCursor.of(next));
            }
        });
    }

    private static void preview(JsonGenerator json, MessagePreview preview) throws IOException {
        if (preview == null) {
            return;
        }
        json.writeObjectFieldStart("preview");
        json.writeNumberField("sequence", preview.getSequence());
        json.writeStringField("senderId", preview.getSenderId());
        json.writeStringField("sentAt", EventJson.time(Instant.ofEpochMilli(preview.getSentAtMs())));
        if (preview.getText() != null) {
            json.writeStringField("text", preview.getText());
        }
        json.writeEndObject();
    }

    public ServerFrame accepted(String id, String conversationId) {
        return frame("accepted", 192, json -> {
            json.writeStringField("id", id);
            json.writeStringField("conversationId", conversationId);
        });
    }

    /** Writes an event as it happened. */
    public ServerFrame event(Event event) {
        return encoded("event", 512, json -> EventJson.write(json, event));
    }

    /** Writes an event in its current form. */
    public ServerFrame event(StoredEvent stored) {
        return event(stored, null);
    }

    /**
     * Writes an event in its current form, as the answer to a command that took effect before.
     *
     * @param answers the command's id if another command made the event, or null
     */
    public ServerFrame event(StoredEvent stored, String answers) {
        return encoded("event", 512, json -> EventJson.write(json, stored, answers));
    }

    public ServerFrame rejected(Rejection rejection) {
        return frame("rejected", 256, json -> {
            correlation(json, rejection.correlation());
            json.writeStringField("code", rejection.code());
            json.writeStringField("message", rejection.message());
            if (rejection.retryAfterMs() != null) {
                json.writeNumberField("retryAfterMs", rejection.retryAfterMs());
            }
            if (rejection.held()) {
                json.writeBooleanField("held", true);
            }
        });
    }

    public ServerFrame opened(OpenedDelivery opened) {
        return frame("opened", 256 + 128 * opened.getMembers().size(), json -> {
            json.writeStringField("conversationId", opened.getConversationId());
            json.writeStringField("kind", EventJson.kind(opened.getKind()));
            json.writeStringField("title", opened.getTitle());
            json.writeNumberField("head", opened.getHead());
            EventJson.members(json, opened.getKind(), opened.getMembers());
            if (!opened.getLarge()) {
                reads(json, opened.getReads());
            }
            json.writeBooleanField("large", opened.getLarge());
        });
    }

    /** Writes a page of history, already trimmed to a frame (see {@link PageTrimmer}). */
    public ServerFrame history(Correlation correlation, HistoryPage page) {
        return frame("history", 256 + 512 * page.events().size(), json -> {
            correlation(json, correlation);
            json.writeArrayFieldStart("events");
            for (StoredEvent stored : page.events()) {
                EventJson.writeWithReactions(json, stored);
            }
            json.writeEndArray();
            json.writeNumberField("head", page.head());
            json.writeBooleanField("complete", page.complete());
            json.writeBooleanField("more", page.more());
        });
    }

    public ServerFrame presence(PresenceChange presence) {
        return frame("presence", 160, json -> {
            json.writeStringField("userId", presence.getUserId());
            json.writeStringField("status", status(presence.getStatus()));
            if (presence.getLastSeenAt() != null) {
                json.writeStringField("lastSeenAt", EventJson.time(presence.getLastSeenAt()));
            }
        });
    }

    public ServerFrame typing(String conversationId, String userId, boolean stopped) {
        return frame("typing", 160, json -> {
            json.writeStringField("conversationId", conversationId);
            json.writeStringField("userId", userId);
            if (stopped) {
                json.writeBooleanField("stopped", true);
            }
        });
    }

    public ServerFrame read(String conversationId, Map<String, Long> reads) {
        return frame("read", 128 + 80 * reads.size(), json -> {
            json.writeStringField("conversationId", conversationId);
            reads(json, reads);
        });
    }

    public ServerFrame pong() {
        return frame("pong", 16, json -> {});
    }

    public ServerFrame goaway(Duration reconnectAfter, String reason) {
        return frame("goaway", 128, json -> {
            json.writeNumberField("reconnectAfterMs", reconnectAfter.toMillis());
            json.writeStringField("reason", reason);
        });
    }

    private ServerFrame frame(String type, int expectedBytes, Body body) {
        return encoded(type, expectedBytes, json -> {
            json.writeStartObject();
            json.writeStringField("type", type);
            body.write(json);
            json.writeEndObject();
        });
    }

    private ServerFrame encoded(String type, int expectedBytes, Body body) {
        ByteBuf bytes = allocator.buffer(expectedBytes);
        try (JsonGenerator json = JSON.createGenerator((OutputStream) new ByteBufOutputStream(bytes))) {
            body.write(json);
        } catch (IOException e) {
            bytes.release();
            throw new UncheckedIOException(e);
        } catch (RuntimeException e) {
            bytes.release();
            throw e;
        }
        return new ServerFrame(type, bytes);
    }

    private static void correlation(JsonGenerator json, Correlation correlation) throws IOException {
        if (correlation.id() != null) {
            json.writeStringField("id", correlation.id());
        }
        if (correlation.ref() != null && correlation.ref().text() != null) {
            json.writeStringField("ref", correlation.ref().text());
        } else if (correlation.ref() != null) {
            json.writeNumberField("ref", correlation.ref().number());
        }
        if (correlation.conversationId() != null) {
            json.writeStringField("conversationId", correlation.conversationId());
        }
    }

    private static void reads(JsonGenerator json, Map<String, Long> reads) throws IOException {
        json.writeObjectFieldStart("reads");
        for (Map.Entry<String, Long> mark : reads.entrySet()) {
            json.writeNumberField(mark.getKey(), mark.getValue());
        }
        json.writeEndObject();
    }

    private static String status(PresenceStatus status) {
        return switch (status) {
            case ONLINE -> "online";
            case AWAY -> "away";
            case OFFLINE -> "offline";
        };
    }
}
