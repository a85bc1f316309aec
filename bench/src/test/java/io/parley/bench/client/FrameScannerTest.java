package io.parley.bench.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import java.util.function.Consumer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FrameScannerTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final FrameScanner scanner = new FrameScanner();
    private final CommandIds ids = new CommandIds("tag7");

    @Test
    void shouldFindAllOfAnEventInAnyOrderOfItsFields() throws Exception {
        for (int seed = 0; seed < 500; seed++) {
            // Given
            Random random = new Random(seed);
            UUID conversation = new UUID(random.nextLong(), random.nextLong());
            long sequence = 1L + random.nextInt(1_000_000);
            int message = random.nextInt(1_000_000);
            Map<String, Consumer<ObjectNode>> fields = new LinkedHashMap<>();
            fields.put("type", frame -> frame.put("type", "event"));
            fields.put("conversation", frame -> frame.put("conversationId", conversation.toString()));
            fields.put("sequence", frame -> frame.put("sequence", sequence));
            fields.put("kind", frame -> frame.put("kind", "message"));
            fields.put("id", frame -> frame.put("id", ids.id(3, message)));
            fields.put("content", frame -> frame.put("content", "\"id\":\"x\\\" {[ ünïcode 👋"));
            fields.put("reply", frame -> frame.putNull("replyTo"));
            fields.put(
                    "new",
                    frame -> frame.putObject("new")
                            .put("type", "inbox")
                            .putArray("id")
                            .add("]}"));
            List<String> order = new ArrayList<>(fields.keySet());
            Collections.shuffle(order, random);
            ObjectNode frame = JSON.createObjectNode();
            order.forEach(name -> fields.get(name).accept(frame));
            byte[] bytes = seed % 2 == 0
                    ? JSON.writeValueAsBytes(frame)
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(frame);

            // When
            scanner.scan(bytes, bytes.length);

            // Then
            assertThat(scanner.type()).as("seed %d", seed).isEqualTo(FrameScanner.Type.EVENT);
            assertThat(scanner.isMessage()).isTrue();
            assertThat(scanner.sequence()).isEqualTo(sequence);
            assertThat(new UUID(scanner.conversationHigh(), scanner.conversationLow()))
                    .isEqualTo(conversation);
            assertThat(ids.isOwn(bytes, scanner.idFrom(), scanner.idTo())).isTrue();
            assertThat(ids.run(bytes, scanner.idFrom(), scanner.idTo())).isEqualTo(3);
            assertThat(ids.index(bytes, scanner.idFrom(), scanner.idTo())).isEqualTo(message);
        }
    }

    @Test
    void shouldKnowTheOtherFrames() {
        assertThat(scan("{\"type\":\"accepted\",\"id\":\"a\"}").type()).isEqualTo(FrameScanner.Type.ACCEPTED);
        assertThat(scan("{\"type\":\"inbox\",\"conversations\":[{\"last\":false}],\"last\":true}")
                        .isLast())
                .isTrue();
        assertThat(scan("{\"type\":\"presence\",\"userId\":\"bob\"}").type()).isEqualTo(FrameScanner.Type.PRESENCE);
        assertThat(scan("{\"reads\":{\"bob\":7},\"type\":\"read\"}").type()).isEqualTo(FrameScanner.Type.READ);
        assertThat(scan("{\"type\":\"new\",\"id\":\"a\"}").type()).isEqualTo(FrameScanner.Type.OTHER);
        assertThat(scan("{}").type()).isEqualTo(FrameScanner.Type.OTHER);
        assertThat(scan("{\"type\":\"event\",\"kind\":\"created\"}").isMessage())
                .isFalse();
    }

    @Test
    void shouldReadNoMoreOfAFrameThanItNeeds() {
        // When: what comes after is no JSON, and nobody notices
        FrameScanner found = scan("{\"type\":\"read\",nonsense");

        // Then
        assertThat(found.type()).isEqualTo(FrameScanner.Type.READ);
    }

    @Test
    void shouldWriteReadMarksThatAreJson() throws Exception {
        // Given
        UUID conversation = UUID.randomUUID();

        // When
        TextWebSocketFrame frame = new Frames(ids, 100)
                .read(
                        UnpooledByteBufAllocator.DEFAULT,
                        conversation.toString().getBytes(StandardCharsets.US_ASCII),
                        1_234);

        // Then
        var json = JSON.readTree(frame.content().toString(StandardCharsets.UTF_8));
        assertThat(json.path("type").asText()).isEqualTo("read");
        assertThat(json.path("conversationId").asText()).isEqualTo(conversation.toString());
        assertThat(json.path("sequence").asLong()).isEqualTo(1_234);
        frame.release();
    }

    @Test
    void shouldForgetTheFrameBefore() {
        // Given
        scan("{\"type\":\"event\",\"sequence\":7,\"id\":\"tag7-1-1\",\"kind\":\"message\"}");

        // When
        scan("{\"type\":\"pong\"}");

        // Then
        assertThat(scanner.sequence()).isZero();
        assertThat(scanner.isMessage()).isFalse();
        assertThat(scanner.idTo()).isEqualTo(scanner.idFrom());
    }

    @Test
    void shouldTellForeignIdsFromItsOwn() {
        for (String id : List.of("tag-1-1", "other-1-1", "tag7", "")) {
            byte[] bytes = id.getBytes(StandardCharsets.US_ASCII);
            assertThat(ids.isOwn(bytes, 0, bytes.length)).as(id).isFalse();
        }
    }

    @Test
    void shouldRefuseWhatIsNoObject() {
        for (String text :
                List.of("", "[]", "{\"type\":\"event\"", "{\"type\"", "{\"sequence\":\"x\",\"type\":\"event\"}")) {
            assertThatThrownBy(() -> scan(text)).as(text).isInstanceOf(IllegalStateException.class);
        }
    }

    @Test
    void shouldWriteCommandsThatAreJson() throws Exception {
        // Given
        UUID conversation = UUID.randomUUID();
        Frames frames = new Frames(ids, 100);

        // When
        TextWebSocketFrame frame = frames.send(
                UnpooledByteBufAllocator.DEFAULT, 2, 17, conversation.toString().getBytes(StandardCharsets.US_ASCII));

        // Then
        ByteBuf content = frame.content();
        var json = JSON.readTree(content.toString(StandardCharsets.UTF_8));
        assertThat(json.path("type").asText()).isEqualTo("send");
        assertThat(json.path("id").asText()).isEqualTo("tag7-2-17");
        assertThat(json.path("conversationId").asText()).isEqualTo(conversation.toString());
        assertThat(json.path("content").asText()).hasSize(100);
        frame.release();
    }

    @Test
    void shouldChooseUuidsOfVersionFour() {
        // Given
        Users users = new Users("tag7");

        // When
        UUID id = users.conversationId(3);

        // Then
        assertThat(id.version()).isEqualTo(4);
        assertThat(id.variant()).isEqualTo(2);
        assertThat(users.conversationId(3)).isEqualTo(id);
        assertThat(users.conversationId(4)).isNotEqualTo(id);
    }

    private FrameScanner scan(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        scanner.scan(bytes, bytes.length);
        return scanner;
    }
}
