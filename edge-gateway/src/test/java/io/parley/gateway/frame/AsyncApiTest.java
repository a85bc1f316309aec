package io.parley.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.gateway.frame.AsyncApiDocument.Direction;
import io.parley.gateway.frame.AsyncApiDocument.Example;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.protocol.RequestType;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import java.lang.reflect.Method;
import java.lang.reflect.Modifier;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.parley.gateway.frame.AsyncApiDocument.Direction.FROM_SERVER;
import static io.parley.gateway.frame.AsyncApiDocument.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

/** Holds the AsyncAPI document, its examples and the code that reads and writes frames together. */
class AsyncApiTest {

    private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.load();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final UserId SENDER = new UserId("alice");

    private final FrameReader reader = new FrameReader();

    @Test
    void shouldHaveAnOperationForEveryFrameThatTheGatewayReads() {
        assertThat(DOCUMENT.operations("receive", TO_SERVER))
                .containsExactlyInAnyOrderElementsOf(DOCUMENT.types(TO_SERVER));
    }

    @Test
    void shouldDescribeEveryFrameThatTheGatewayWrites() {
        // Given
        Set<String> written = Arrays.stream(FrameWriter.class.getDeclaredMethods())
                .filter(method -> method.getReturnType() == ServerFrame.class)
                .filter(method -> Modifier.isPublic(method.getModifiers()))
                .map(Method::getName)
                .collect(Collectors.toCollection(TreeSet::new));

        // Then
        assertThat(DOCUMENT.types(FROM_SERVER)).isEqualTo(written);
        assertThat(DOCUMENT.operations("send", FROM_SERVER)).containsExactlyInAnyOrderElementsOf(written);
    }

    @Test
    void shouldHaveAnExampleOfEveryFrameUnderItsOwnType() {
        for (Direction direction : Direction.values()) {
            assertThat(DOCUMENT.examples(direction))
                    .allSatisfy(example ->
                            assertThat(example.frame().path("type").asText()).isEqualTo(example.type()))
                    .extracting(Example::type)
                    .containsAll(DOCUMENT.types(direction));
            assertThat(DOCUMENT.types(direction))
                    .allSatisfy(type -> assertThat(DOCUMENT.message(direction, type)
                                    .path("name")
                                    .asText())
                            .isEqualTo(type));
        }
    }

    @Test
    void shouldNameEverythingThatAModelIsMadeOf() {
        // Given
        List<String> titles = new ArrayList<>();
        for (Direction direction : Direction.values()) {
            for (String type : DOCUMENT.types(direction)) {
                JsonNode payload = DOCUMENT.message(direction, type).path("payload");
                if (!payload.has("$ref")) {
                    titles.add(payload.path("title").asText());
                }
            }
        }
        DOCUMENT.root()
                .at("/components/schemas")
                .forEach(schema -> titles.add(schema.path("title").asText()));

        // Then: an empty one would be an anonymous class in every language
        assertThat(titles).hasSizeGreaterThan(50).doesNotContain("").doesNotHaveDuplicates();
    }

    @Test
    void shouldSayWhatEveryRequestIsAnsweredWith() {
        DOCUMENT.root().path("operations").forEach(operation -> {
            if (operation.path("action").asText().equals("receive")) {
                assertThat(operation.at("/reply/messages"))
                        .as(operation.toString())
                        .isNotEmpty();
            }
        });
        assertThat(DOCUMENT.replies("open")).containsExactlyInAnyOrder("opened", "rejected");
        assertThat(DOCUMENT.replies("history")).containsExactlyInAnyOrder("history", "rejected");
        assertThat(DOCUMENT.replies("members")).containsExactlyInAnyOrder("members", "rejected");
        assertThat(DOCUMENT.replies("ping")).containsExactly("pong");
        assertThat(DOCUMENT.replies("command")).containsExactlyInAnyOrder("accepted", "event", "rejected");
    }

    @Test
    void shouldTakeARefWithEveryRequest() {
        for (RequestType type : RequestType.values()) {
            assertThat(DOCUMENT.fields(TO_SERVER, type.wireName()))
                    .as(type.wireName())
                    .contains("ref");
        }
    }

    @Test
    void shouldReferToWhatIsThere() {
        assertThat(DOCUMENT.references())
                .isNotEmpty()
                .allSatisfy(reference -> assertThat(
                                DOCUMENT.root().at(reference.substring(1)).isMissingNode())
                        .as(reference)
                        .isFalse());
    }

    static Stream<Example> clientExamples() {
        return DOCUMENT.examples(TO_SERVER).stream();
    }

    @ParameterizedTest
    @MethodSource("clientExamples")
    void shouldReadEveryExampleOfAClientsFrame(Example example) {
        // When
        ClientFrame frame = read(example.frame());

        // Then
        assertThat(frame).isNotInstanceOf(Malformed.class);
        assertThat(frame.type()).isEqualTo(example.type());
        assertThat(DOCUMENT.flaws(TO_SERVER, example.type(), example.frame())).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("clientExamples")
    void shouldAgreeOnClientsFramesWhenAFieldIsMissingOrNullOrOfTheWrongType(Example example) {
        example.frame().fieldNames().forEachRemaining(field -> {
            if (!field.equals("type")) {
                ObjectNode without = example.frame().deepCopy();
                without.remove(field);
                assertAgreed(example, without);
                ObjectNode object = example.frame().deepCopy();
                object.set(field, JsonNodeFactory.instance.objectNode());
                assertAgreed(example, object);
                ObjectNode empty = example.frame().deepCopy();
                empty.put(field, "");
                assertAgreed(example, empty);
                ObjectNode below = example.frame().deepCopy();
                below.put(field, -1);
                assertAgreed(example, below);
                ObjectNode beyond = example.frame().deepCopy();
                beyond.put(field, 1L << 53);
                assertAgreed(example, beyond);
                ObjectNode absent = example.frame().deepCopy();
                absent.putNull(field);
                assertAgreed(example, absent);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("clientExamples")
    void shouldAgreeOnClientsFramesWhenTheyHaveUnknownFields(Example example) {
        // Given
        ObjectNode more = example.frame().deepCopy();
        more.put("unheardOf", 1);

        // Then
        assertAgreed(example, more);
        assertThat(read(more)).isNotInstanceOf(Malformed.class);
    }

    static Stream<Example> serverExamples() {
        return DOCUMENT.examples(FROM_SERVER).stream();
    }

    @ParameterizedTest
    @MethodSource("serverExamples")
    void shouldWriteEveryExampleOfAServersFrame(Example example) throws Exception {
        // Given
        String text = ExampleFrames.written().get(example.type() + "/" + example.name());
        assertThat(text).as("the frame of this example").isNotNull();

        // When
        JsonNode written = JSON.readTree(text);

        // Then
        assertThat(written).isEqualTo(example.frame());
        assertThat(DOCUMENT.flaws(FROM_SERVER, example.type(), written)).isEmpty();
        assertThat(DOCUMENT.fields(FROM_SERVER, example.type())).containsAll(fields(written));
    }

    @Test
    void shouldHaveAnExampleOfEveryFrameThatIsWrittenHere() {
        assertThat(serverExamples().map(example -> example.type() + "/" + example.name()))
                .containsExactlyInAnyOrderElementsOf(ExampleFrames.written().keySet());
    }

    @ParameterizedTest
    @MethodSource("serverExamples")
    void shouldFindAFlawWhenAServersFrameLacksWhatItHasToHave(Example example) {
        DOCUMENT.message(FROM_SERVER, example.type()).at("/payload/required").forEach(field -> {
            ObjectNode without = example.frame().deepCopy();
            without.remove(field.asText());
            assertThat(DOCUMENT.flaws(FROM_SERVER, example.type(), without)).isNotEmpty();
        });
    }

    private void assertAgreed(Example example, JsonNode frame) {
        assertThat(DOCUMENT.flaws(TO_SERVER, example.type(), frame).isEmpty())
                .as("the document finds no flaw in %s", frame)
                .isEqualTo(!(read(frame) instanceof Malformed));
    }

    private ClientFrame read(JsonNode frame) {
        byte[] bytes = frame.toString().getBytes(StandardCharsets.UTF_8);
        return reader.read(bytes, 0, bytes.length, SENDER);
    }

    /** The names of all fields of a frame, but for user ids that are names in {@code reads}. */
    private static Set<String> fields(JsonNode frame) {
        Set<String> names = new TreeSet<>();
        frame.fields().forEachRemaining(field -> {
            names.add(field.getKey());
            if (!field.getKey().equals("reads")) {
                names.addAll(fields(field.getValue()));
            }
        });
        if (frame.isArray()) {
            frame.forEach(item -> names.addAll(fields(item)));
        }
        return names;
    }
}
