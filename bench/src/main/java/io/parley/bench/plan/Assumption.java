package io.parley.bench.plan;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names an assumption of a plan beside the measurements. Each is printed with the plan and can be set there; its default
 * is in {@code assumptions.json}, beside this class.
 */
public enum Assumption {
    UTILIZATION,
    CORES,
    CONNECTIONS,
    COPIES,
    CONVERSATION_PARTITIONS,
    USER_PARTITIONS,
    RECORD_OVERHEAD,
    FRAME_OVERHEAD,
    ROW_OVERHEAD,
    ROW_COMPRESSION,
    COLD_OVERHEAD,
    COLD_COMPRESSION,
    INBOX_BYTES,
    MEMBER_BYTES,
    DECISION_BYTES,
    REMEMBERED_BYTES,
    REMEMBERED_HOURS,
    CONVERSATIONS,
    STATE_COPIES,
    STATE_DISK,
    STORE_DISK,
    BROKER_DISK,
    BROKER_NETWORK,
    LOG_DAYS,
    HOT_DAYS,
    WARM_DAYS,
    COLD_DAYS,
    SINKS,
    CONNECTS,
    CONNECT_RECORDS,
    CONNECT_MICROS,
    IDLE_MICROS,
    LEASE_MICROS;

    /** The origin of a default. */
    public enum Basis {
        ASSUMED,
        MEASURED,
        SETTING,
        DESIGN
    }

    private final String key;
    private final Entry entry;

    Assumption() {
        this.key = name().toLowerCase(Locale.ROOT).replace('_', '-');
        this.entry = Entries.BY_KEY.get(key);
        if (entry == null) {
            throw new IllegalStateException(
                    Entries.FILE + ": no entry " + key + " (expected: one for each assumption)");
        }
    }

    /** The name in {@code --assume}. */
    public String key() {
        return key;
    }

    public double standard() {
        return entry.value();
    }

    public Basis basis() {
        return entry.basis();
    }

    public String meaning() {
        return entry.meaning();
    }

    static Optional<Assumption> named(String key) {
        return Arrays.stream(values())
                .filter(assumption -> assumption.key.equals(key))
                .findFirst();
    }

    /**
     * A default.
     *
     * @param basis its origin
     * @param meaning in a few words, with the unit
     */
    record Entry(String key, double value, Basis basis, String meaning) {}

    /** Reads the defaults. */
    static final class Entries {

        static final String FILE = "assumptions.json";
        static final Map<String, Entry> BY_KEY = read();

        private Entries() {}

        private static Map<String, Entry> read() {
            ObjectMapper json = JsonMapper.builder()
                    .enable(MapperFeature.ACCEPT_CASE_INSENSITIVE_ENUMS)
                    .build();
            try (InputStream file = Assumption.class.getResourceAsStream(FILE)) {
                return Arrays.stream(json.readValue(file, Entry[].class))
                        .collect(Collectors.toUnmodifiableMap(Entry::key, Function.identity()));
            } catch (IOException e) {
                throw new UncheckedIOException(FILE + " can't be read", e);
            }
        }
    }
}
