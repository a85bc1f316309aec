package io.parley.admin.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLException;

/** Asks the admin interface. Blocks. */
final class AdminRequests {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

    /** The log may take a while, and an answer says what became of the act. */
    private static final Duration TIMEOUT = Duration.ofSeconds(60);

    /** The most items that the interface gives at a time. */
    static final int LARGEST_PAGE = 1_000;

    private static final int OK = 200;
    private static final int ACCEPTED = 202;

    private final URI url;
    private final Optional<String> token;
    private final HttpClient http;

    /**
     * @param token empty: the context's certificate is presented in its place
     * @param tls for an https URL
     */
    AdminRequests(URI url, Optional<String> token, SSLContext tls) {
        this.url = url;
        this.token = token;
        this.http = HttpClient.newBuilder()
                .connectTimeout(CONNECT_TIMEOUT)
                .sslContext(tls)
                .build();
    }

    /** @throws IllegalStateException with what the interface says against it, in one line */
    JsonNode post(String path, ObjectNode body) {
        return send(HttpRequest.newBuilder(url.resolve(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body.toString())));
    }

    /** @throws IllegalStateException with what the interface says against it, in one line */
    JsonNode get(String path, Map<String, String> query) {
        String parameters = query.entrySet().stream()
                .map(each -> each.getKey() + "=" + URLEncoder.encode(each.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&", "?", ""));
        return send(HttpRequest.newBuilder(url.resolve(path + parameters)).GET());
    }

    private JsonNode send(HttpRequest.Builder request) {
        try {
            token.ifPresent(own -> request.header("Authorization", "Bearer " + own));
            HttpResponse<String> answer = http.send(request.timeout(TIMEOUT).build(), BodyHandlers.ofString());
            JsonNode body = JSON.readTree(answer.body());
            if (answer.statusCode() != OK && answer.statusCode() != ACCEPTED) {
                throw new IllegalStateException(
                        answer.statusCode() + ": " + body.path("detail").asText("no reason was given"));
            }
            return body;
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("what answers at " + url + " is no admin interface", e);
        } catch (SSLException e) {
            throw new IllegalStateException(
                    "no TLS with the admin interface at " + url + ": " + e.getMessage()
                            + " (expected: --trusted-certificates with those who signed its certificate, and a"
                            + " certificate of yours that it trusts, if any)",
                    e);
        } catch (IOException e) {
            throw new IllegalStateException("the admin interface at " + url + " does not answer: " + e, e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("interrupted", e);
        }
    }
}
