package io.parley.gateway.frame;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonFactoryBuilder;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.protocol.CommandType;
import io.parley.protocol.RejectReason;
import io.parley.protocol.RequestType;
import io.parley.schemas.UserId;

import java.io.IOException;
import java.util.Optional;

/**
 * Reads clients' frames: JSON in, a validated {@link ClientFrame} out. An invalid frame is a {@link Malformed}, never
 * an exception. Thread-safe.
 *
 * <p>Lengths count Unicode code points.
 */
public final class FrameReader {

    private static final JsonFactory JSON = new JsonFactoryBuilder()
            // Clients choose the names of fields: keep them out of the JVM's string table.
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .disable(StreamReadFeature.INCLUDE_SOURCE_IN_LOCATION)
            // The size of a frame bounds them, and they are never expanded.
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNumberLength(Integer.MAX_VALUE)
                    .build())
            .build();

    /** Reads the text of one frame, in UTF-8, from this user. */
    public ClientFrame read(byte[] bytes, int offset, int length, UserId sender) {
        FrameFields fields;
        try (JsonParser parser = JSON.createParser(bytes, offset, length)) {
            fields = FrameFields.read(parser);
        } catch (IOException e) {
            fields = null;
        }
        if (fields == null) {
            Rejection rejection = Rejection.of(Correlation.NONE, RejectReason.NOT_JSON);
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

    /** Reads one type of frame. After a problem, which the checks remember, the result is meaningless. */
    private static ClientFrame read(FrameChecks checks, String sender) {
        String type = checks.text(Field.TYPE, Integer.MAX_VALUE);
        Optional<CommandType> command = CommandType.named(type);
        if (command.isPresent()) {
            return CommandParser.parse(command.get(), checks, sender);
        }
        Optional<RequestType> request = RequestType.named(type);
        if (request.isPresent()) {
            return RequestParser.parse(request.get(), checks, sender);
        }
        checks.fail(RejectReason.UNKNOWN_TYPE.text());
        return null;
    }
}
