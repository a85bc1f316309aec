package io.parley.gateway.http;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpResponseStatus;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Map;

/**
 * Describes a refusal over HTTP (RFC 9457).
 *
 * @param detail for people; contains nothing of the client's input
 * @param headers headers that the status requires
 */
record Problem(HttpResponseStatus status, String detail, Map<CharSequence, String> headers) {

    static final String CONTENT_TYPE = "application/problem+json";

    private static final JsonFactory JSON = new JsonFactory();

    static Problem of(HttpResponseStatus status, String detail) {
        return new Problem(status, detail, Map.of());
    }

    static Problem unauthorized(String detail, boolean presented) {
        String challenge = presented ? "Bearer error=\"invalid_token\"" : "Bearer";
        return new Problem(
                HttpResponseStatus.UNAUTHORIZED, detail, Map.of(HttpHeaderNames.WWW_AUTHENTICATE, challenge));
    }

    static Problem unavailable(String detail, Duration retryAfter) {
        return retryable(HttpResponseStatus.SERVICE_UNAVAILABLE, detail, retryAfter);
    }

    static Problem tooMany(String detail, Duration retryAfter) {
        return retryable(HttpResponseStatus.TOO_MANY_REQUESTS, detail, retryAfter);
    }

    private static Problem retryable(HttpResponseStatus status, String detail, Duration retryAfter) {
        return new Problem(
                status,
                detail,
                Map.of(HttpHeaderNames.RETRY_AFTER, Long.toString(Math.max(1, retryAfter.toSeconds()))));
    }

    static Problem methodNotAllowed(String allowed) {
        return new Problem(
                HttpResponseStatus.METHOD_NOT_ALLOWED,
                "only " + allowed + " here",
                Map.of(HttpHeaderNames.ALLOW, allowed));
    }

    String json() {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            json.writeStringField("type", "about:blank");
            json.writeStringField("title", status.reasonPhrase());
            json.writeNumberField("status", status.code());
            json.writeStringField("detail", detail);
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return text.toString();
    }
}
