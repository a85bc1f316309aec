package io.parley.admin.http;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import io.parley.admin.access.Caller;
import io.parley.admin.access.Role;
import io.parley.admin.act.Act;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Holds the OpenAPI document and what reads requests against each other. */
class OpenApiTest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Set<String> BESIDE_ACTS =
            Set.of("/v1/suspensions", "/v1/user", "/v1/conversation", "/v1/sign-ins", "/openapi.yaml");

    private static final Caller SHOP = new Caller("shop", Set.of(Role.CREATE, Role.MEMBERS, Role.SEND), "127.0.0.1");

    private final ActReader reader =
            new ActReader(Clock.fixed(Instant.parse("2026-06-01T00:00:00Z"), ZoneOffset.UTC), Duration.ofDays(30));
    private final JsonNode document = document();

    @Test
    void shouldDescribeEveryPathAndNoOther() {
        // Given
        Set<String> expected = new HashSet<>(reader.paths());
        expected.addAll(BESIDE_ACTS);

        // Then
        assertThat(document.path("paths").fieldNames()).toIterable().containsExactlyInAnyOrderElementsOf(expected);
    }

    @TestFactory
    Stream<DynamicTest> shouldReadEveryExample() {
        return reader.paths().stream()
                .flatMap(path -> examples(path).stream()
                        .map(example -> DynamicTest.dynamicTest(path + " " + example, () -> {
                            // Given
                            JsonSchema schema = schema(path);

                            // When
                            Act act = reader.read(path, bytes(example), SHOP);

                            // Then
                            assertThat(schema.validate(example)).isEmpty();
                            assertThat(path).isEqualTo("/v1/" + act.name());
                            assertThat(act.alsoNeeded())
                                    .allSatisfy(role ->
                                            assertThat(description(path)).contains("`" + role.label() + "`"));
                            assertThat(act.allowed())
                                    .allSatisfy(role ->
                                            assertThat(description(path)).contains("`" + role.label() + "`"));
                        })));
    }

    @TestFactory
    Stream<DynamicTest> shouldRefuseWhatTheDocumentRefuses() {
        return reader.paths().stream()
                .flatMap(path -> spoiltExamples(path).stream()
                        .map(spoilt -> DynamicTest.dynamicTest(path + " " + spoilt, () -> {
                            assertThat(schema(path).validate(spoilt)).isNotEmpty();
                            assertThatThrownBy(() -> reader.read(path, bytes(spoilt), SHOP))
                                    .isInstanceOf(Problem.class);
                        })));
    }

    /** With a field too many, and without each that there is, where the document doesn't say that it may be missing. */
    private List<ObjectNode> spoiltExamples(String path) {
        List<ObjectNode> spoilt = new ArrayList<>();
        for (ObjectNode example : examples(path)) {
            spoilt.add(example.deepCopy().put("another", "field"));
            requestSchema(path).path("required").forEach(required -> {
                ObjectNode without = example.deepCopy();
                without.remove(required.asText());
                spoilt.add(without);
                spoilt.add(example.deepCopy().put(required.asText(), 7));
                spoilt.add(example.deepCopy().put(required.asText(), ""));
            });
        }
        return spoilt;
    }

    private List<ObjectNode> examples(String path) {
        List<ObjectNode> examples = new ArrayList<>();
        content(path).path("examples").forEach(example -> examples.add((ObjectNode) example.path("value")));
        assertThat(examples).isNotEmpty();
        return examples;
    }

    private JsonNode content(String path) {
        return document.path("paths")
                .path(path)
                .path("post")
                .path("requestBody")
                .path("content")
                .path("application/json");
    }

    private String description(String path) {
        return document.path("paths")
                .path(path)
                .path("post")
                .path("description")
                .asText();
    }

    private JsonNode requestSchema(String path) {
        String reference = content(path).path("schema").path("$ref").asText();
        return document.at(reference.substring(1));
    }

    private JsonSchema schema(String path) {
        ObjectNode root = JSON.createObjectNode();
        root.setAll((ObjectNode) requestSchema(path));
        root.set("components", document.path("components"));
        return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(root);
    }

    private static byte[] bytes(JsonNode body) {
        return body.toString().getBytes(StandardCharsets.UTF_8);
    }

    /** By a parser that resolves anchors, which those of tools do. */
    private static JsonNode document() {
        try (InputStream in = OpenApiTest.class.getResourceAsStream("/openapi/admin.v1.yaml")) {
            Map<String, Object> parsed = new Yaml().load(in);
            return JSON.valueToTree(parsed);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
