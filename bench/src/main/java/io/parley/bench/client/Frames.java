package io.parley.bench.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.UUID;

/** Writes clients' frames. Safe for many threads. */
final class Frames {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final byte[] SEND = ascii("{\"type\":\"send\",\"id\":\"");
    private static final byte[] CONVERSATION = ascii("\",\"conversationId\":\"");
    private static final byte[] CONTENT = ascii("\",\"content\":\"");
    private static final byte[] READ = ascii("{\"type\":\"read\",\"conversationId\":\"");
    private static final byte[] SEQUENCE = ascii("\",\"sequence\":");
    private static final byte[] END = ascii("\"}");
    private static final String FILLING = "The quick brown fox jumps over the lazy dog. ";
    private static final int PAGE = 200;

    private final CommandIds ids;
    private final byte[] content;

    /** @param contentBytes of each message */
    Frames(CommandIds ids, int contentBytes) {
        this.ids = ids;
        this.content = ascii(FILLING.repeat(contentBytes / FILLING.length() + 1).substring(0, contentBytes));
    }

    /** @param conversation its id in its text form */
    TextWebSocketFrame send(ByteBufAllocator allocator, int run, int message, byte[] conversation) {
        ByteBuf out = allocator.buffer(SEND.length + CONVERSATION.length + CONTENT.length + content.length + 96);
        out.writeBytes(SEND);
        ids.write(out, run, message);
        out.writeBytes(CONVERSATION).writeBytes(conversation);
        out.writeBytes(CONTENT).writeBytes(content).writeBytes(END);
        return new TextWebSocketFrame(out);
    }

    /** @param conversation its id in its text form */
    TextWebSocketFrame read(ByteBufAllocator allocator, byte[] conversation, long sequence) {
        ByteBuf out = allocator.buffer(READ.length + SEQUENCE.length + conversation.length + 24);
        out.writeBytes(READ).writeBytes(conversation).writeBytes(SEQUENCE);
        ByteBufUtil.writeAscii(out, Long.toString(sequence));
        out.writeByte('}');
        return new TextWebSocketFrame(out);
    }

    /** @param members without the creator */
    TextWebSocketFrame create(int conversation, boolean direct, UUID id, List<String> members) {
        ObjectNode frame = frame("create").put("id", ids.id(0, conversation)).put("kind", direct ? "direct" : "group");
        if (!direct) {
            frame.put("conversationId", id.toString()).put("title", "Bench " + conversation);
        }
        ArrayNode array = frame.putArray("members");
        members.forEach(array::add);
        return text(frame);
    }

    TextWebSocketFrame open(UUID conversation) {
        return text(frame("open").put("conversationId", conversation.toString()));
    }

    TextWebSocketFrame history(UUID conversation, long after, long through) {
        return text(frame("history")
                .put("ref", conversation.toString())
                .put("conversationId", conversation.toString())
                .put("after", after)
                .put("through", through)
                .put("limit", PAGE));
    }

    private static ObjectNode frame(String type) {
        return JSON.createObjectNode().put("type", type);
    }

    private static TextWebSocketFrame text(ObjectNode frame) {
        return new TextWebSocketFrame(frame.toString());
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
