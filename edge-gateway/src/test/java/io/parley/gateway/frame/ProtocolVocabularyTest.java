package io.parley.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.protocol.CloseCode;
import io.parley.protocol.CloseReason;
import io.parley.protocol.CommandType;
import io.parley.protocol.EventKind;
import io.parley.protocol.FrameLimits;
import io.parley.protocol.RejectCode;
import io.parley.protocol.RejectReason;
import io.parley.protocol.RequestType;
import io.parley.protocol.ServerFrameType;
import io.parley.protocol.TextLimits;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import static io.parley.gateway.frame.AsyncApiDocument.Direction.FROM_SERVER;
import static io.parley.gateway.frame.AsyncApiDocument.Direction.TO_SERVER;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Holds everything that speaks the client protocol against the words and bounds of {@link io.parley.protocol}: the
 * gateway, the AsyncAPI document, {@code docs/protocol.md} and the JavaScript client. None has a word that the others
 * lack.
 */
class ProtocolVocabularyTest {

    private static final AsyncApiDocument DOCUMENT = AsyncApiDocument.load();
    private static final ProtocolText TEXT = ProtocolText.load();
    private static final ClientTypes CLIENT = ClientTypes.load();

    private static final Set<String> COMMANDS = names(CommandType.values(), CommandType::wireName);
    private static final Set<String> REQUESTS = names(RequestType.values(), RequestType::wireName);
    private static final Set<String> SERVER_FRAMES = names(ServerFrameType.values(), ServerFrameType::wireName);
    private static final Set<String> KINDS = names(EventKind.values(), EventKind::wireName);
    /** With the one that only stands for another, which the log doesn't have. */
    private static final Set<String> SHOWN_KINDS = both(KINDS, Set.of(FrameWriter.WITHHELD));

    private static final Set<String> REJECT_CODES = names(RejectCode.values(), RejectCode::wireName);

    @Test
    void shouldHaveTheSameCommandsEverywhere() {
        assertThat(new TreeSet<>(DOCUMENT.requests("command"))).isEqualTo(COMMANDS);
        assertThat(TEXT.rows("### Commands")).isEqualTo(COMMANDS);
        assertThat(CLIENT.union("CommandType")).isEqualTo(COMMANDS);
    }

    @Test
    void shouldHaveTheSameRequestsEverywhere() {
        // Given
        Set<String> inDocument = DOCUMENT.types(TO_SERVER);
        inDocument.removeAll(COMMANDS);

        // Then
        assertThat(inDocument).isEqualTo(REQUESTS);
        assertThat(TEXT.rows("### Requests")).isEqualTo(REQUESTS);
        assertThat(CLIENT.union("RequestType")).isEqualTo(REQUESTS);
        assertThat(CLIENT.sent()).isNotEmpty().isSubsetOf(both(COMMANDS, REQUESTS));
    }

    @Test
    void shouldHaveTheSameServerFramesEverywhere() {
        assertThat(DOCUMENT.types(FROM_SERVER)).isEqualTo(SERVER_FRAMES);
        assertThat(TEXT.rows("### From the server")).isEqualTo(SERVER_FRAMES);
        assertThat(ExampleFrames.written().keySet().stream().map(name -> name.substring(0, name.indexOf('/'))))
                .containsAll(SERVER_FRAMES)
                .allSatisfy(type -> assertThat(SERVER_FRAMES).contains(type));
        assertThat(CLIENT.union("ServerFrameType")).isEqualTo(SERVER_FRAMES);
        assertThat(CLIENT.constants("type")).isNotEmpty().isSubsetOf(SERVER_FRAMES);
        assertThat(CLIENT.handled()).isNotEmpty().isSubsetOf(both(SERVER_FRAMES, SHOWN_KINDS));
    }

    @Test
    void shouldHaveTheSameKindsOfEventsEverywhere() {
        // Given
        Set<String> inDocument = new TreeSet<>();
        for (JsonNode kind : DOCUMENT.root().at("/components/schemas/event/oneOf")) {
            inDocument.add(DOCUMENT.root()
                    .at(kind.path("$ref").asText().substring(1))
                    .at("/properties/kind/const")
                    .asText());
        }

        // Then
        assertThat(inDocument).isEqualTo(SHOWN_KINDS);
        assertThat(TEXT.eventKinds()).isEqualTo(SHOWN_KINDS);
        assertThat(CLIENT.constants("kind")).isEqualTo(SHOWN_KINDS);
    }

    @Test
    void shouldHaveTheSameRejectCodesEverywhere() {
        // Given
        Set<String> inDocument = new TreeSet<>();
        DOCUMENT.root().at("/components/schemas/code/enum").forEach(code -> inDocument.add(code.asText()));

        // Then
        assertThat(inDocument).isEqualTo(REJECT_CODES);
        assertThat(TEXT.rejectCodes()).isEqualTo(REJECT_CODES);
        assertThat(CLIENT.union("RefusalCode")).isEqualTo(REJECT_CODES);
    }

    @Test
    void shouldHaveTheSameCloseCodesEverywhere() {
        // Given
        Map<Integer, String> codes = Arrays.stream(CloseCode.values())
                .collect(Collectors.toMap(CloseCode::number, CloseCode::meaning, (a, b) -> a, TreeMap::new));
        Map<Integer, String> inDocument = new TreeMap<>();
        DOCUMENT.root()
                .at("/channels/connect/x-close-codes")
                .fields()
                .forEachRemaining(code -> inDocument.put(
                        Integer.valueOf(code.getKey()), code.getValue().asText()));
        String listed = codes.entrySet().stream()
                .map(code -> code.getKey() + " " + code.getValue())
                .collect(Collectors.joining(" · "));

        // Then
        assertThat(inDocument).isEqualTo(codes);
        assertThat(DOCUMENT.root().at("/info/description").asText().replaceAll("\\s+", " "))
                .contains("Close codes: " + listed + ".");
        assertThat(TEXT.closeCodes()).isEqualTo(codes);
        assertThat(CLIENT.union("CloseCode"))
                .isEqualTo(codes.keySet().stream().map(String::valueOf).collect(Collectors.toCollection(TreeSet::new)));
    }

    /** A text or code that nothing sends would be a promise to clients that nobody keeps. */
    @Test
    void shouldUseEveryReasonThatItLists() throws IOException {
        // Given
        String code = sources("edge-gateway") + sources("topologies");

        // Then
        assertThat(RejectReason.values()).allSatisfy(reason -> assertThat(code).contains("RejectReason." + reason));
        assertThat(CloseReason.values()).allSatisfy(reason -> assertThat(code).contains("CloseReason." + reason));
        assertThat(names(CloseReason.values(), reason -> String.valueOf(reason.code())))
                .isEqualTo(names(CloseCode.values(), close -> String.valueOf(close.number())));
    }

    /** Texts are for people, and say nothing twice. */
    @Test
    void shouldHaveAnotherTextForEveryReason() {
        assertThat(RejectReason.values()).extracting(RejectReason::text).doesNotHaveDuplicates();
        assertThat(CloseReason.values()).extracting(CloseReason::text).doesNotHaveDuplicates();
        assertThat(RejectReason.TOO_MANY_MEMBERS.text(1000)).isEqualTo("a group has at most 1000 members");
    }

    @Test
    void shouldHaveTheBoundsThatTheDocumentPromises() {
        // Given
        Map<String, Number> bounds = Map.of(
                "schemas/content/maxLength", TextLimits.LONGEST_CONTENT,
                "schemas/optionalTitle/maxLength", TextLimits.LONGEST_TITLE,
                "messages/toServer.rename/payload/properties/title/maxLength", TextLimits.LONGEST_TITLE,
                "messages/toServer.react/payload/properties/reaction/maxLength", TextLimits.LONGEST_REACTION,
                "schemas/ref/maxLength", FrameLimits.LONGEST_REF,
                "schemas/sequence/maximum", FrameLimits.LARGEST_SEQUENCE,
                "messages/toServer.history/payload/properties/limit/maximum", FrameLimits.LARGEST_PAGE,
                "messages/toServer.history/payload/properties/limit/default", FrameLimits.USUAL_PAGE,
                "messages/toServer.auth/payload/properties/token/maxLength", FrameLimits.LONGEST_TOKEN,
                "messages/toServer.device/payload/properties/token/maxLength", FrameLimits.LONGEST_DEVICE_TOKEN);

        // Then
        assertThat(bounds)
                .allSatisfy((place, bound) -> assertThat(
                                DOCUMENT.root().at("/components/" + place).asLong())
                        .isEqualTo(bound.longValue()));
    }

    @Test
    void shouldSayTheBoundsInTheText() {
        assertThat(Stream.of(
                        span(TextLimits.LONGEST_CONTENT) + " characters; base64",
                        "`title`? (" + span(TextLimits.LONGEST_TITLE) + " characters)",
                        "`reaction` (" + span(TextLimits.LONGEST_REACTION) + " characters",
                        "`limit`? (" + span(FrameLimits.LARGEST_PAGE) + ", default " + FrameLimits.USUAL_PAGE + ")",
                        "a `ref` " + span(FrameLimits.LONGEST_REF),
                        "the `token` of `auth` " + span(FrameLimits.LONGEST_TOKEN),
                        "that of `device` " + span(FrameLimits.LONGEST_DEVICE_TOKEN)))
                .allSatisfy(part -> assertThat(TEXT.has(part)).as(part).isTrue());
        assertThat(FrameLimits.LARGEST_SEQUENCE).isEqualTo((1L << 53) - 1);
        assertThat(TEXT.has("integers below 2^53")).isTrue();
        assertThat(FrameLimits.LARGEST_SERVER_FRAME).isEqualTo(1024 * 1024);
        assertThat(TEXT.has("a server's at most 1 MiB")).isTrue();
        assertThat(FrameLimits.BAD_FRAMES_IN_A_ROW).isEqualTo(10);
        assertThat(TEXT.has("ten such in a row close it with 4400")).isTrue();
    }

    private static Set<String> both(Set<String> some, Set<String> others) {
        Set<String> both = new TreeSet<>(some);
        both.addAll(others);
        return both;
    }

    private static String span(int most) {
        return String.format(Locale.ROOT, "1–%,d", most);
    }

    private static String sources(String module) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
            StringBuilder text = new StringBuilder();
            for (Path file :
                    files.filter(path -> path.toString().endsWith(".java")).toList()) {
                text.append(Files.readString(file));
            }
            return text.toString();
        }
    }

    private static <T> Set<String> names(T[] values, Function<T, String> name) {
        return Arrays.stream(values).map(name).collect(Collectors.toCollection(TreeSet::new));
    }
}
