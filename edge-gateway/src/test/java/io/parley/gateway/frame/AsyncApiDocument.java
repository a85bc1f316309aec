package io.parley.gateway.frame;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion.VersionFlag;
import com.networknt.schema.ValidationMessage;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** The AsyncAPI document that the gateway ships, as the tests read it. */
final class AsyncApiDocument {

    private static final String MESSAGES = "#/components/messages/";
    private static final JsonSchemaFactory SCHEMAS = JsonSchemaFactory.getInstance(VersionFlag.V7);

    private final JsonNode root;

    /** A direction, and how the names of its messages begin. */
    enum Direction {
        TO_SERVER("toServer."),
        FROM_SERVER("fromServer.");

        private final String prefix;

        Direction(String prefix) {
            this.prefix = prefix;
        }
    }

    /** One example of a frame. */
    record Example(String type, String name, JsonNode frame) {
        @Override
        public String toString() {
            return type + ": " + name;
        }
    }

    private AsyncApiDocument(JsonNode root) {
        this.root = root;
    }

    static AsyncApiDocument load() {
        try (InputStream text = AsyncApiDocument.class.getResourceAsStream("/asyncapi/parley.v1.yaml")) {
            return new AsyncApiDocument(new YAMLMapper().readTree(text));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    JsonNode root() {
        return root;
    }

    /** The types of one direction's frames, by the components' names. */
    Set<String> types(Direction direction) {
        Set<String> types = new TreeSet<>();
        root.at("/components/messages").fieldNames().forEachRemaining(name -> {
            if (name.startsWith(direction.prefix)) {
                types.add(name.substring(direction.prefix.length()));
            }
        });
        return types;
    }

    /**
     * The types of the frames that the operations of an action name, as often as they do: each by a reference to the
     * channel's, and that to the component.
     */
    List<String> operations(String action, Direction direction) {
        List<String> types = new ArrayList<>();
        for (JsonNode operation : root.path("operations")) {
            if (operation.path("action").asText().equals(action)) {
                types.addAll(types(operation.path("messages"), direction));
            }
        }
        return types;
    }

    /** The types of the frames that an operation is answered with. */
    List<String> replies(String operation) {
        return types(root.at("/operations/" + operation + "/reply/messages"), Direction.FROM_SERVER);
    }

    /** The types of the frames that an operation takes. */
    List<String> requests(String operation) {
        return types(root.at("/operations/" + operation + "/messages"), Direction.TO_SERVER);
    }

    private List<String> types(JsonNode messages, Direction direction) {
        List<String> types = new ArrayList<>();
        for (JsonNode reference : messages) {
            JsonNode inChannel = resolve(reference);
            types.add(inChannel.path("$ref").asText().replace(MESSAGES + direction.prefix, ""));
        }
        return types;
    }

    JsonNode message(Direction direction, String type) {
        return root.at("/components/messages/" + direction.prefix + type);
    }

    List<Example> examples(Direction direction) {
        List<Example> examples = new ArrayList<>();
        for (String type : types(direction)) {
            for (JsonNode example : message(direction, type).path("examples")) {
                examples.add(new Example(type, example.path("name").asText(), example.path("payload")));
            }
        }
        return examples;
    }

    /** The errors of a frame by the document. */
    List<String> flaws(Direction direction, String type, JsonNode frame) {
        ObjectNode entry = root.deepCopy();
        entry.put("$ref", MESSAGES + direction.prefix + type + "/payload");
        JsonSchema schema = SCHEMAS.getSchema(entry);
        return schema.validate(frame).stream()
                .map(ValidationMessage::getMessage)
                .toList();
    }

    /** The names of all fields that a frame of this type may have, at any depth. */
    Set<String> fields(Direction direction, String type) {
        Set<String> names = new TreeSet<>();
        collect(message(direction, type).path("payload"), names, new TreeSet<>());
        return names;
    }

    private void collect(JsonNode schema, Set<String> names, Set<String> seen) {
        if (schema.has("$ref")) {
            if (seen.add(schema.path("$ref").asText())) {
                collect(resolve(schema), names, seen);
            }
            return;
        }
        schema.path("properties").fieldNames().forEachRemaining(names::add);
        for (JsonNode part : schema) {
            collect(part, names, seen);
        }
    }

    private JsonNode resolve(JsonNode reference) {
        String pointer = reference.path("$ref").asText();
        JsonNode target = root.at(pointer.substring(1));
        if (target.isMissingNode()) {
            throw new AssertionError("nothing is at " + pointer);
        }
        return target;
    }

    /** Every reference in the document. */
    Set<String> references() {
        return root.findValuesAsText("$ref").stream().collect(Collectors.toCollection(TreeSet::new));
    }
}
