package io.parley.runtime.registry;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.parley.runtime.lifecycle.Deadline;
import io.parley.schemas.Compatibility;
import io.parley.schemas.IncompatibleSchemaException;
import io.parley.schemas.RegistryRefusesException;
import io.parley.schemas.RegistryUnavailableException;
import io.parley.schemas.SchemaRegistry;
import io.parley.schemas.UnknownSchemaException;
import org.apache.avro.Schema;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

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
import java.util.concurrent.ConcurrentHashMap;

import javax.net.ssl.SSLHandshakeException;

/**
 * A client of the Confluent schema registry's REST API: register, look up, compatibility, cache.
 *
 * <p>Schemas are immutable under their id, so both directions are cached without bound or expiry; after the first
 * record of a kind no call uses the network. A call that does blocks its thread, and retries, with growing pauses, for
 * {@link RegistryConfig#patience} while the registry doesn't answer.
 *
 * @see <a href="https://docs.confluent.io/platform/current/schema-registry/develop/api.html">the API</a>
 */
public final class HttpSchemaRegistry implements SchemaRegistry {

    private static final Logger LOG = LoggerFactory.getLogger(HttpSchemaRegistry.class);
    private static final String CONTENT_TYPE = "application/vnd.schemaregistry.v1+json";
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration FIRST_PAUSE = Duration.ofMillis(100);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(2);
    private static final Duration MEMORY_OF_UNKNOWN = Duration.ofMinutes(1);
    private static final int UNAUTHORIZED = 401;
    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int CONFLICT = 409;
    private static final int UNPROCESSABLE = 422;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int SERVER_ERRORS = 500;

    private final RegistryConfig config;
    private final HttpClient http;
    private final Map<SubjectSchema, Integer> ids = new ConcurrentHashMap<>();
    private final Map<Integer, Schema> schemas = new ConcurrentHashMap<>();

    /** Ids that were unknown for a whole patience, with the nanoTime until which they aren't looked up again. */
    private final Map<Integer, Long> unknown = new ConcurrentHashMap<>();

    private record SubjectSchema(String subject, Schema schema) {}

    public HttpSchemaRegistry(RegistryConfig config) {
        this.config = config;
        HttpClient.Builder builder =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(config.timeout());
        if ("https".equals(config.url().getScheme())) {
            builder.sslContext(config.access().tls().context());
        }
        this.http = builder.build();
    }

    @Override
    public int register(String subject, Schema schema) {
        SubjectSchema key = new SubjectSchema(subject, schema);
        Integer known = ids.get(key);
        if (known != null) {
            return known;
        }
        ObjectNode body = JSON.createObjectNode().put("schema", schema.toString());
        HttpResponse<String> response = ask(
                request("/subjects/" + encoded(subject) + "/versions").POST(BodyPublishers.ofString(body.toString())));
        if (response.statusCode() == CONFLICT || response.statusCode() == UNPROCESSABLE) {
            throw new IncompatibleSchemaException("subject " + subject + " does not take the schema "
                    + schema.getFullName() + ": " + reason(response));
        }
        int id = json(response).path("id").asInt();
        ids.put(key, id);
        schemas.putIfAbsent(id, schema);
        return id;
    }

    @Override
    public Schema byId(int id) {
        Schema known = schemas.get(id);
        if (known != null) {
            return known;
        }
        Long unknownUntil = unknown.get(id);
        if (unknownUntil != null && System.nanoTime() - unknownUntil < 0) {
            throw unknown(id);
        }
        HttpResponse<String> response =
                askUntilFound(request("/schemas/ids/" + id).GET());
        if (response.statusCode() == NOT_FOUND) {
            unknown.put(id, System.nanoTime() + MEMORY_OF_UNKNOWN.toNanos());
            throw unknown(id);
        }
        unknown.remove(id);
        Schema schema = new Schema.Parser().parse(json(response).path("schema").asText());
        schemas.put(id, schema);
        return schema;
    }

    @Override
    public void requireCompatibility(String subject, Compatibility compatibility) {
        ObjectNode body = JSON.createObjectNode().put("compatibility", compatibility.name());
        HttpRequest.Builder request =
                request("/config/" + encoded(subject)).PUT(BodyPublishers.ofString(body.toString()));
        HttpResponse<String> response = ask(request);
        if (response.statusCode() == CONFLICT) {
            // Another process was changing the same setting at the same moment; now it exists and can be changed.
            response = ask(request);
        }
        json(response);
    }

    private UnknownSchemaException unknown(int id) {
        return new UnknownSchemaException("schema id " + id + " is unknown to the registry at " + config.url());
    }

    private HttpRequest.Builder request(String path) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(config.url() + path))
                .timeout(config.timeout())
                .header("Content-Type", CONTENT_TYPE)
                .header("Accept", CONTENT_TYPE + ", application/json");
        config.access().authorization().ifPresent(value -> request.header("Authorization", value));
        return request;
    }

    private HttpResponse<String> ask(HttpRequest.Builder builder) {
        return ask(builder, true);
    }

    /**
     * Retries while an id is not found: a starting registry answers "not found" before it has read its schemas back, as
     * does a lagging follower. An id that is missing throughout the registry's patience doesn't exist.
     */
    private HttpResponse<String> askUntilFound(HttpRequest.Builder builder) {
        return ask(builder, false);
    }

    private HttpResponse<String> ask(HttpRequest.Builder builder, boolean notFoundIsAnAnswer) {
        HttpRequest request = builder.build();
        Deadline deadline = Deadline.in(config.patience());
        Duration pause = FIRST_PAUSE;
        while (true) {
            IOException failure;
            HttpResponse<String> notFound = null;
            try {
                HttpResponse<String> response = http.send(request, BodyHandlers.ofString());
                if (response.statusCode() == NOT_FOUND && !notFoundIsAnAnswer) {
                    notFound = response;
                } else if (response.statusCode() < SERVER_ERRORS && response.statusCode() != TOO_MANY_REQUESTS) {
                    return response;
                }
                failure = new IOException("HTTP " + response.statusCode() + ": " + reason(response));
            } catch (SSLHandshakeException e) {
                throw new RegistryRefusesException(
                        "schema registry at " + config.url() + ": no TLS with it: " + e.getMessage()
                                + " (expected: a certificate that registry.tls.trusted-certificates trusts, and one of"
                                + " this process where it asks for that)",
                        e);
            } catch (IOException e) {
                failure = e;
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new RegistryUnavailableException("interrupted while asking the schema registry", e);
            }
            if (deadline.isOverAfter(pause)) {
                if (notFound != null) {
                    return notFound;
                }
                throw new RegistryUnavailableException(
                        "schema registry at " + config.url() + " does not answer", failure);
            }
            LOG.warn("schema registry at {} has no answer, trying again: {}", config.url(), failure.toString());
            rest(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }

    private static void rest(Duration pause) {
        try {
            Thread.sleep(pause.toMillis());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new RegistryUnavailableException("interrupted while waiting for the schema registry", e);
        }
    }

    private JsonNode json(HttpResponse<String> response) {
        if (response.statusCode() == UNAUTHORIZED || response.statusCode() == FORBIDDEN) {
            throw new RegistryRefusesException(
                    "schema registry at " + config.url() + " refuses " + config.access() + ": HTTP "
                            + response.statusCode() + " (expected: registry.username and registry.password, or"
                            + " registry.token, as it wants them)",
                    null);
        }
        if (response.statusCode() / 100 != 2) {
            throw new RegistryUnavailableException(
                    "schema registry at " + config.url() + " refuses "
                            + response.request().uri().getPath() + ": HTTP " + response.statusCode() + " "
                            + reason(response),
                    null);
        }
        try {
            return JSON.readTree(response.body());
        } catch (JsonProcessingException e) {
            throw new RegistryUnavailableException("schema registry at " + config.url() + " answers with no JSON", e);
        }
    }

    private static String reason(HttpResponse<String> response) {
        try {
            return JSON.readTree(response.body()).path("message").asText(response.body());
        } catch (JsonProcessingException e) {
            return response.body();
        }
    }

    private static String encoded(String subject) {
        return URLEncoder.encode(subject, StandardCharsets.UTF_8);
    }
}
