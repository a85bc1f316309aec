package io.parley.bench.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.UUID;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class InboxReaderTest {

    private static final ObjectMapper JSON = new ObjectMapper();

    private final InboxReader reader = new InboxReader();

    @Test
    void shouldFindEveryHeadWhateverStandsAroundIt() throws Exception {
        for (int seed = 0; seed < 200; seed++) {
            // Given
            Random random = new Random(seed);
            Map<UUID, Long> expected = new LinkedHashMap<>();
            ObjectNode frame = JSON.createObjectNode().put("type", "inbox");
            ArrayNode conversations = frame.putArray("conversations");
            for (int count = random.nextInt(4); count > 0; count--) {
                UUID id = new UUID(random.nextLong(), random.nextLong());
                long head = random.nextInt(1_000_000);
                expected.put(id, head);
                ObjectNode entry = conversations.addObject();
                entry.put("title", "\"head\":1}], {[ ünïcode");
                if (random.nextBoolean()) {
                    entry.put("head", head).put("conversationId", id.toString());
                } else {
                    entry.put("conversationId", id.toString()).put("head", head);
                }
                entry.putObject("new").put("head", 3);
                entry.put("unread", 2).put("large", false);
            }
            frame.put("last", true);
            byte[] bytes = seed % 2 == 0
                    ? JSON.writeValueAsBytes(frame)
                    : JSON.writerWithDefaultPrettyPrinter().writeValueAsBytes(frame);

            // When
            Map<UUID, Long> found = new LinkedHashMap<>();
            reader.read(bytes, bytes.length, (high, low, head) -> found.put(new UUID(high, low), head));

            // Then
            assertThat(found).as("seed %d", seed).isEqualTo(expected);
        }
    }

    @Test
    void shouldRefuseWhatIsNoInbox() {
        for (String text : new String[] {"", "[]", "{\"conversations\":[{\"head\":1", "{\"conversations\":7}"}) {
            byte[] bytes = text.getBytes(StandardCharsets.US_ASCII);
            assertThatThrownBy(() -> reader.read(bytes, bytes.length, (high, low, head) -> {}))
                    .as(text)
                    .isInstanceOf(IllegalStateException.class);
        }
    }
}
