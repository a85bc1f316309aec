package io.parley.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.gateway.frame.AsyncApiDocument.Direction;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.schemas.ConversationId;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.parley.gateway.frame.AsyncApiDocument.Direction.FROM_SERVER;
import static io.parley.gateway.frame.AsyncApiDocument.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the examples in {@code docs/protocol.md} against the AsyncAPI document and the code that reads frames. */
class ProtocolExamplesTest {

    private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.load();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String TEXT = text();

    /** A line of a session: who says it, and what. */
    private static final Pattern LINE = Pattern.compile("(?m)^([→←]) (\\{.*})$");

    private static final Pattern DIRECT = Pattern.compile("(?m)^\\| `(\\w+)` \\| `(\\w+)` \\| `([0-9a-f-]{36})` \\|$");

    private final FrameReader reader = new FrameReader();

    record Line(Direction direction, String json) {

        JsonNode frame() {
            try {
                return JSON.readTree(json);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }

        String type() {
            return frame().path("type").asText();
        }

        @Override
        public String toString() {
            return direction + " " + json;
        }
    }

    static List<Line> lines() {
        return LINE.matcher(TEXT)
                .results()
                .map(line -> new Line(line.group(1).equals("→") ? TO_SERVER : FROM_SERVER, line.group(2)))
                .toList();
    }

    @ParameterizedTest
    @MethodSource("lines")
    void shouldShowFramesAsTheyAre(Line line) {
        // Given
        JsonNode frame = line.frame();

        // Then
        assertThat(DOCUMENT.types(line.direction())).contains(line.type());
        assertThat(DOCUMENT.flaws(line.direction(), line.type(), frame)).isEmpty();
        if (line.direction() == TO_SERVER) {
            byte[] bytes = frame.toString().getBytes(StandardCharsets.UTF_8);
            assertThat(reader.read(bytes, 0, bytes.length, new UserId("alice"))).isNotInstanceOf(Malformed.class);
        }
    }

    @Test
    void shouldShowEveryFrameAndEveryKindOfEvent() {
        for (Direction direction : Direction.values()) {
            assertThat(lines().stream().filter(line -> line.direction() == direction))
                    .extracting(Line::type)
                    .containsAll(DOCUMENT.types(direction));
        }
        Set<String> kinds = new TreeSet<>();
        DOCUMENT.root()
                .at("/components/schemas/event/oneOf")
                .forEach(kind -> kinds.add(DOCUMENT.root()
                        .at(kind.path("$ref").asText().substring(1))
                        .at("/properties/kind/const")
                        .asText()));
        Set<String> shown = lines().stream()
                .filter(line -> line.type().equals("event"))
                .map(line -> line.frame().path("kind").asText())
                .collect(Collectors.toCollection(TreeSet::new));
        assertThat(shown).isEqualTo(kinds);
    }

    @Test
    void shouldDeriveTheIdsOfDirectConversationsAsTheTextSays() {
        // Given
        Stream<MatchResult> rows = DIRECT.matcher(TEXT).results();

        // Then
        assertThat(rows)
                .hasSize(3)
                .allSatisfy(row -> assertThat(ConversationId.direct(new UserId(row.group(1)), new UserId(row.group(2)))
                                .toString())
                        .isEqualTo(row.group(3)));
    }

    private static String text() {
        try {
            return Files.readString(Path.of("..", "docs", "protocol.md"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
