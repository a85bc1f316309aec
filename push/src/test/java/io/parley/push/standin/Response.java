package io.parley.push.standin;

import java.util.Map;

/**
 * What a stand-in answers.
 *
 * @param status of HTTP, or one of the constants for answers that are none
 */
public record Response(int status, Map<String, String> headers, String body) {

    /** Never answers. */
    public static final Response SILENCE = new Response(-1, Map.of(), "");

    /** Ends the connection with GOAWAY, without an answer. */
    public static final Response GO_AWAY = new Response(-2, Map.of(), "");

    public static Response of(int status) {
        return new Response(status, Map.of(), "");
    }

    public static Response of(int status, String body) {
        return new Response(status, Map.of("content-type", "application/json"), body);
    }

    public Response with(String header, String value) {
        return new Response(status, Map.of(header, value), body);
    }
}
