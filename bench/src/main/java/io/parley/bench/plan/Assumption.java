package io.parley.bench.plan;

import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names an assumption of a plan beside the measurements. Each is printed with the plan and can be set there; its default
 * is in {@code assumptions.json}, beside this class.
 */
public enum Assumption {
    UTILIZATION("utilization"),
    CORES("cores"),
    CONNECTIONS("connections"),
    COPIES("copies"),
    CONVERSATION_PARTITIONS("conversation-partitions"),
    USER_PARTITIONS("user-partitions"),
    RECORD_OVERHEAD("record-overhead"),
    FRAME_OVERHEAD("frame-overhead"),
    ROW_OVERHEAD("row-overhead"),
    ROW_COMPRESSION("row-compression"),
    COLD_OVERHEAD("cold-overhead"),
    COLD_COMPRESSION("cold-compression"),
    INBOX_BYTES("inbox-bytes"),
    MEMBER_BYTES("member-bytes"),
    DECISION_BYTES("decision-bytes"),
    REMEMBERED_BYTES("remembered-bytes"),
    REMEMBERED_HOURS("remembered-hours"),
    CONVERSATIONS("conversations"),
    STATE_COPIES("state-copies"),
    STATE_DISK("state-disk"),
    STORE_DISK("store-disk"),
    BROKER_DISK("broker-disk"),
    BROKER_NETWORK("broker-network"),
    LOG_DAYS("log-days"),
    HOT_DAYS("hot-days"),
    WARM_DAYS("warm-days"),
    COLD_DAYS("cold-days"),
    SINKS("sinks"),
    CONNECTS("connects"),
    CONNECT_RECORDS("connect-records"),
    CONNECT_MICROS("connect-micros"),
    IDLE_MICROS("idle-micros"),
    LEASE_MICROS("lease-micros");

    /** The origin of a default. */
    public enum Basis {
        ASSUMED,
        MEASURED,
        SETTING,
        DESIGN
    }

    private final String key;
    private final Entry entry;

    Assumption(String key) {
        this.key = key;
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
