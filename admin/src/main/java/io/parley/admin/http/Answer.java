package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.sun.net.httpserver.HttpExchange;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

/**
 * Holds an answer to a request.
 *
 * @param type of the body
 */
record Answer(int status, String type, String body) {

    static Answer json(int status, JsonNode body) {
        return of(status, "application/json", body);
    }

    static Answer problem(Problem problem) {
        return of(problem.status(), "application/problem+json", problem.body());
    }

    private static Answer of(int status, String type, JsonNode body) {
        return new Answer(status, type, body + "\n");
    }

    void send(HttpExchange exchange) throws IOException {
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.getResponseHeaders().set("Cache-Control", "no-store");
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }
}
