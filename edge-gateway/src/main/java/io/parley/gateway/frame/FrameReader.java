package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.protocol.RejectCode;
import io.parley.schemas.UserId;

import java.io.IOException;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Reads clients' frames: JSON in, a validated {@link ClientFrame} out. An invalid frame is a {@link Malformed}, never
 * an exception. Thread-safe.
 *
 * <p>Lengths count Unicode code points.
 */
public final class FrameReader {

    /** The reader of each type. */
    static final Map<String, Form> FORMS = Stream.of(CommandParser.ALL, RequestParser.ALL)
            .flatMap(forms -> forms.entrySet().stream())
            .collect(Collectors.toUnmodifiableMap(Map.Entry::getKey, Map.Entry::getValue));

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            // Clients choose the names of fields: keep them out of the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // The size of a frame bounds them, and they are never expanded.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Reads one type of frame. After a problem, which the checks remember, the result is meaningless. */
    @FunctionalInterface
    interface Form {
        ClientFrame read(FrameChecks checks, String sender);
    }

    /** Reads the text of one frame, in UTF-8, from this user. */
    public ClientFrame read(byte[] bytes, int offset, int length, UserId sender) {
        FrameFields fields;
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            fields = FrameFields.read(parser);
        } catch (IOException e) {
            fields = null;
        }
        if (fields == null) {
            Rejection rejection = Rejection.of(Correlation.NONE, RejectCode.BAD_FRAME, "not a JSON object");
            return new Malformed("none", rejection, false);
        }
        FrameChecks checks = new FrameChecks(fields);
        ClientFrame frame = read(checks, sender.value());
        return checks.passed()
                ? frame
                : new Malformed(
                        frame == null ? "unknown" : frame.type(),
                        Rejection.of(checks.correlation(), checks.code(), checks.problem()),
                        true);
    }

    private static ClientFrame read(FrameChecks checks, String sender) {
        String type = checks.text(Field.TYPE, Integer.MAX_VALUE);
        Form form = type == null ? null : FORMS.get(type);
        if (form == null) {
            checks.fail("type: unknown (expected: a frame type of the protocol)");
            return null;
        }
        return form.read(checks, sender);
    }
}
