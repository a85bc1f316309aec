package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.json.JsonWriteFeature;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufOutputStream;
import io.parley.avro.ConversationKind;
import io.parley.avro.Event;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxPosition;
import io.parley.avro.MembersDelivery;
import io.parley.avro.Mute;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PresenceChange;
import io.parley.avro.PresenceStatus;
import io.parley.history.HistoryPage;
import io.parley.history.StoredEvent;
import io.parley.protocol.ServerFrameType;

import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Writes servers' frames. Thread-safe; the caller owns the one reference to each frame's bytes. */
public final class FrameWriter {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            .enable(JsonWriteFeature.COMBINE_UNICODE_SURROGATES_IN_UTF8)
            .build();

    /** The kind of an event of which only the place is shown: it is no kind of the log. */
    static final String WITHHELD = "withheld";

    private static final int USER_BYTES = 48;

    private final ByteBufAllocator allocator;

    private interface Body {
        void write(JsonGenerator json) throws IOException;
    }

    public FrameWriter(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** @param blocked the users whom this one has blocked */
    public ServerFrame ready(
            String sessionId, String userId, String gatewayId, Duration heartbeat, List<String> blocked) {
        return frame(ServerFrameType.READY, 256 + USER_BYTES * blocked.size(), json -> {
            json.writeStringField("sessionId", sessionId);
            json.writeStringField("userId", userId);
            json.writeStringField("gatewayId", gatewayId);
            json.writeNumberField("heartbeatSeconds", Math.max(1, heartbeat.toSeconds()));
            userIds(json, "blocked", blocked);
        });
    }

    /**
     * Writes a part of the inbox, changed entries, or the answer to a request.
     *
     * @param request the reference of the request that it answers; {@link Correlation#NONE} if it answers none
     * @param last whether it is the last part; false for changed entries
     * @param next the place behind which older conversations begin; null if there are none, or if it isn't the last part
     * @param mutes returns the mute of a conversation, or null if there is none
     */
    public ServerFrame inbox(
            Correlation request,
            List<InboxEntry> conversations,
            boolean last,
            InboxPosition next,
            Function<String, Mute> mutes) {
        return frame(ServerFrameType.INBOX, 96 + 384 * conversations.size(), json -> {
            correlation(json, request);
            json.writeArrayFieldStart("conversations");
            for (InboxEntry entry : conversations) {
                InboxJson.write(json, entry, mutes.apply(entry.getConversationId()));
            }
            json.writeEndArray();
            json.writeBooleanField("last", last);
            if (next != null) {
                json.writeBooleanField("more", true);
                json.writeStringField("cursor", InboxCursor.of(next));
            }
        });
    }

    /** Writes the whole list of blocked users. */
    public ServerFrame blocked(List<String> userIds) {
        return frame(
                ServerFrameType.BLOCKED, 64 + USER_BYTES * userIds.size(), json -> userIds(json, "userIds", userIds));
    }

    private static void userIds(JsonGenerator json, String field, List<String> userIds) throws IOException {
        json.writeArrayFieldStart(field);
        for (String userId : userIds) {
            json.writeString(userId);
        }
        json.writeEndArray();
    }

    /** Writes the place of an event whose sender the recipient has blocked. */
    public ServerFrame event(String conversationId, long sequence, Instant sentAt) {
        return frame(ServerFrameType.EVENT, 192, json -> {
            json.writeStringField("conversationId", conversationId);
            json.writeNumberField("sequence", sequence);
            json.writeStringField("kind", WITHHELD);
            json.writeStringField("sentAt", EventJson.time(sentAt));
        });
    }

    public ServerFrame accepted(String id, String conversationId) {
        return frame(ServerFrameType.ACCEPTED, 192, json -> {
            json.writeStringField("id", id);
            json.writeStringField("conversationId", conversationId);
        });
    }

    /** Writes an event as it happened. */
    public ServerFrame event(Event event) {
        return encoded(ServerFrameType.EVENT, 512, json -> EventJson.write(json, event));
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
        return encoded(ServerFrameType.EVENT, 512, json -> EventJson.write(json, stored, answers));
    }

    public ServerFrame rejected(Rejection rejection) {
        return frame(ServerFrameType.REJECTED, 256, json -> {
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
        return frame(ServerFrameType.OPENED, 256 + 128 * opened.getMembers().size(), json -> {
            json.writeStringField("conversationId", opened.getConversationId());
            json.writeStringField("kind", EventJson.kind(opened.getKind()));
            json.writeStringField("title", opened.getTitle());
            json.writeNumberField("head", opened.getHead());
            if (opened.getLarge()) {
                EventJson.members(json, opened.getKind(), EventJson.first(opened.getMembers()));
                json.writeNumberField(
                        "memberCount",
                        Math.max(opened.getMemberCount(), opened.getMembers().size()));
            } else {
                EventJson.members(json, opened.getKind(), opened.getMembers());
                reads(json, opened.getReads());
            }
            json.writeBooleanField("large", opened.getLarge());
        });
    }

    /** Writes a page of a roster. */
    public ServerFrame members(Correlation correlation, MembersDelivery page) {
        return frame(ServerFrameType.MEMBERS, 256 + 64 * page.getMembers().size(), json -> {
            correlation(json, correlation);
            EventJson.members(json, ConversationKind.GROUP, page.getMembers());
            json.writeBooleanField("more", page.getMore());
        });
    }

    /** Writes a page of history, already trimmed to a frame (see {@link PageTrimmer}). */
    public ServerFrame history(Correlation correlation, HistoryPage page) {
        return frame(ServerFrameType.HISTORY, 256 + 512 * page.events().size(), json -> {
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
        return frame(ServerFrameType.PRESENCE, 160, json -> {
            json.writeStringField("userId", presence.getUserId());
            json.writeStringField("status", status(presence.getStatus()));
            if (presence.getLastSeenAt() != null) {
                json.writeStringField("lastSeenAt", EventJson.time(presence.getLastSeenAt()));
            }
        });
    }

    public ServerFrame typing(String conversationId, String userId, boolean stopped) {
        return frame(ServerFrameType.TYPING, 160, json -> {
            json.writeStringField("conversationId", conversationId);
            json.writeStringField("userId", userId);
            if (stopped) {
                json.writeBooleanField("stopped", true);
            }
        });
    }

    public ServerFrame read(String conversationId, Map<String, Long> reads) {
        return frame(ServerFrameType.READ, 128 + 80 * reads.size(), json -> {
            json.writeStringField("conversationId", conversationId);
            reads(json, reads);
        });
    }

    public ServerFrame pong() {
        return frame(ServerFrameType.PONG, 16, json -> {});
    }

    public ServerFrame goaway(Duration reconnectAfter, String reason) {
        return frame(ServerFrameType.GOAWAY, 128, json -> {
            json.writeNumberField("reconnectAfterMs", reconnectAfter.toMillis());
            json.writeStringField("reason", reason);
        });
    }

    private ServerFrame frame(ServerFrameType type, int expectedBytes, Body body) {
        return encoded(type, expectedBytes, json -> {
            json.writeStartObject();
            json.writeStringField("type", type.wireName());
            body.write(json);
            json.writeEndObject();
        });
    }

    private ServerFrame encoded(ServerFrameType type, int expectedBytes, Body body) {
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
        return new ServerFrame(type.wireName(), bytes);
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
