package io.parley.standalone;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Describes the instance on a data folder, as properties that {@code status} and {@code down} read. */
final class InstanceProperties {

    static final String PID = "pid";
    static final String STEPS = "steps";

    private InstanceProperties() {}

    /** Describes this process. */
    static Map<String, String> of(
            Instant since, List<String> steps, Map<String, String> addresses, Map<String, PartStatus> parts) {
        Map<String, String> properties = new TreeMap<>(addresses);
        properties.put(PID, Long.toString(ProcessHandle.current().pid()));
        properties.put("since", since.toString());
        properties.put(STEPS, String.join(", ", steps));
        int number = 0;
        for (Map.Entry<String, PartStatus> part : parts.entrySet()) {
            String key = key(number++);
            properties.put(key + "name", part.getKey());
            properties.put(key + "state", part.getValue().state().name());
            properties.put(key + "reason", part.getValue().reason());
        }
        return properties;
    }

    /** Reads the state of each part, in their order. */
    static Map<String, PartStatus> parts(Map<String, String> properties) {
        Map<String, PartStatus> parts = new LinkedHashMap<>();
        for (int number = 0; properties.containsKey(key(number) + "name"); number++) {
            parts.put(
                    properties.get(key(number) + "name"),
                    new PartStatus(
                            PartStatus.State.valueOf(properties.get(key(number) + "state")),
                            properties.getOrDefault(key(number) + "reason", "")));
        }
        return parts;
    }

    private static String key(int number) {
        return String.format(Locale.ROOT, "part.%02d.", number);
    }
}
