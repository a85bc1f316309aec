package io.parley.bench.plan;

import java.util.Arrays;
import java.util.Optional;

/** An assumption of a plan beside the measurements: each is printed with it, and can be set. */
public enum Assumption {
    UTILIZATION("utilization", 0.5, Basis.ASSUMED, "part of the CPU in use at the peak: the rest is for failures"),
    CORES("cores", 16, Basis.ASSUMED, "cores of a node"),
    CONNECTIONS("connections", 20_000, Basis.SETTING, "sessions of a gateway (gateway.max-connections)"),
    COPIES("copies", 3, Basis.DESIGN, "copies of a partition in the log, and of a row in each tier of the store"),
    CONVERSATION_PARTITIONS(
            "conversation-partitions", 256, Basis.DESIGN, "partitions by conversation, fixed at the start"),
    USER_PARTITIONS("user-partitions", 128, Basis.DESIGN, "partitions by user, fixed at the start"),
    RECORD_OVERHEAD(
            "record-overhead", 200, Basis.ASSUMED, "bytes of a record beside the body, where nothing was measured"),
    FRAME_OVERHEAD(
            "frame-overhead", 280, Basis.ASSUMED, "bytes of a frame beside the body, WebSocket and TCP included"),
    ROW_OVERHEAD("row-overhead", 150, Basis.ASSUMED, "bytes of a row beside the body"),
    ROW_COMPRESSION("row-compression", 0.5, Basis.ASSUMED, "what is left of a row when it is compressed"),
    COLD_OVERHEAD("cold-overhead", 40, Basis.ASSUMED, "bytes of a message in the cold tier beside the body"),
    COLD_COMPRESSION("cold-compression", 0.5, Basis.ASSUMED, "what is left of it when it is compressed"),
    INBOX_BYTES("inbox-bytes", 167, Basis.MEASURED, "bytes of an inbox's row, with 100 unread"),
    MEMBER_BYTES("member-bytes", 70, Basis.ASSUMED, "bytes of a member in a store"),
    DECISION_BYTES("decision-bytes", 74, Basis.MEASURED, "bytes of the conversations' changelog for a message"),
    REMEMBERED_BYTES("remembered-bytes", 77, Basis.MEASURED, "bytes of the remembered id of a command"),
    REMEMBERED_HOURS("remembered-hours", 49, Basis.MEASURED, "hours until the last of a half-day's ids are dropped"),
    CONVERSATIONS("conversations", 20, Basis.ASSUMED, "conversations of a user"),
    STATE_COPIES("state-copies", 2, Basis.SETTING, "a store and its standby (streams.standby-replicas)"),
    STATE_DISK("state-disk", 1, Basis.ASSUMED, "TB for stores on a node of an application"),
    STORE_DISK("store-disk", 2, Basis.ASSUMED, "TB of a node of the store that are filled at most"),
    BROKER_DISK("broker-disk", 4, Basis.ASSUMED, "TB of a broker that are filled at most"),
    BROKER_NETWORK("broker-network", 300, Basis.ASSUMED, "MB/s in and out of a broker"),
    LOG_DAYS("log-days", 7, Basis.SETTING, "days in the log (topics.event-retention)"),
    HOT_DAYS("hot-days", 30, Basis.DESIGN, "days in the hot tier"),
    WARM_DAYS("warm-days", 730, Basis.DESIGN, "days in the warm tier"),
    COLD_DAYS("cold-days", 2_555, Basis.DESIGN, "days in the cold tier"),
    SINKS("sinks", 3, Basis.DESIGN, "sinks that every event goes to: hot, warm, cold; one was measured"),
    CONNECTS("connects", 10, Basis.ASSUMED, "connects of a user on a day"),
    CONNECT_RECORDS("connect-records", 10, Basis.ASSUMED, "records of a connect and its end, beside the whole inbox"),
    CONNECT_MICROS("connect-micros", 1_400, Basis.MEASURED, "microseconds of CPU of a connect, all processes"),
    IDLE_MICROS("idle-micros", 15, Basis.MEASURED, "microseconds of CPU of an idle session each second"),
    LEASE_MICROS(
            "lease-micros",
            100,
            Basis.ASSUMED,
            "microseconds of the one judge for a lease, one per gateway each second");

    /** The origin of a default. */
    public enum Basis {
        ASSUMED,
        MEASURED,
        SETTING,
        DESIGN
    }

    private final String key;
    private final double standard;
    private final Basis basis;
    private final String meaning;

    Assumption(String key, double standard, Basis basis, String meaning) {
        this.key = key;
        this.standard = standard;
        this.basis = basis;
        this.meaning = meaning;
    }

    /** The name in {@code --assume}. */
    public String key() {
        return key;
    }

    public double standard() {
        return standard;
    }

    public Basis basis() {
        return basis;
    }

    public String meaning() {
        return meaning;
    }

    static Optional<Assumption> named(String key) {
        return Arrays.stream(values())
                .filter(assumption -> assumption.key.equals(key))
                .findFirst();
    }
}
