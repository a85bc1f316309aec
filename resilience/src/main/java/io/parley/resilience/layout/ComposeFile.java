package io.parley.resilience.layout;

import org.yaml.snakeyaml.Yaml;

import java.io.IOException;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads of a compose file what its services run and with which environment, so that a run tests the file as well. */
final class ComposeFile {

    /** A variable of the caller: needed ({@code :?}), or with a value for the case that it is left out ({@code :-}). */
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{([A-Z_]+)(?::([?-])([^}]*))?}");

    private static final String BROKER = "KAFKA_";

    /** Variables of a broker that say where it is, which is decided here, and how its container is started. */
    private static final List<String> OF_THE_PLACE = List.of(
            "KAFKA_PROCESS_ROLES",
            "KAFKA_NODE_ID",
            "KAFKA_CONTROLLER_",
            "KAFKA_LISTENER",
            "KAFKA_ADVERTISED_",
            "KAFKA_LOG_DIRS",
            "KAFKA_HEAP_OPTS");

    private final Map<String, Map<String, Object>> services;
    private final Map<String, String> variables;

    private ComposeFile(Map<String, Map<String, Object>> services, Map<String, String> variables) {
        this.services = services;
        this.variables = variables;
    }

    /** @param variables those of the shell that would call compose */
    @SuppressWarnings("unchecked")
    static ComposeFile read(Path file, Map<String, String> variables) {
        try (Reader reader = Files.newBufferedReader(file)) {
            Map<String, Object> content = new Yaml().load(reader);
            return new ComposeFile((Map<String, Map<String, Object>>) content.get("services"), Map.copyOf(variables));
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + file, e);
        }
    }

    /** Returns the services that run a kind of Parley's processes, in the order of the file. */
    List<String> services(String kind) {
        return services.entrySet().stream()
                .filter(service -> kind.equals(kind(service.getValue())))
                .map(Map.Entry::getKey)
                .toList();
    }

    /** Returns the environment of a service, with the shell's variables in it. */
    Map<String, String> environment(String service) {
        Map<String, String> environment = new LinkedHashMap<>();
        ((Map<?, ?>) services.get(service).getOrDefault("environment", Map.of()))
                .forEach((name, value) -> environment.put(name.toString(), resolved(value.toString())));
        return environment;
    }

    /** Returns a broker's settings by Kafka's names, without those that say where it is. */
    Map<String, String> brokerSettings(String service) {
        Map<String, String> settings = new LinkedHashMap<>();
        environment(service).forEach((name, value) -> {
            if (name.startsWith(BROKER) && OF_THE_PLACE.stream().noneMatch(name::startsWith)) {
                String key =
                        name.substring(BROKER.length()).toLowerCase(Locale.ROOT).replace('_', '.');
                settings.put(key, value);
            }
        });
        return settings;
    }

    private static String kind(Map<String, Object> service) {
        return String.valueOf(service.get("image")).startsWith("parley")
                        && service.get("command") instanceof List<?> command
                ? command.get(0).toString()
                : null;
    }

    private String resolved(String value) {
        Matcher variable = VARIABLE.matcher(value);
        return variable.replaceAll(found -> {
            String given = variables.get(found.group(1));
            if (given == null && "-".equals(found.group(2))) {
                given = found.group(3);
            }
            if (given == null) {
                throw new IllegalArgumentException(
                        found.group(1) + ": missing (expected: what the compose file needs)");
            }
            return Matcher.quoteReplacement(given);
        });
    }
}
