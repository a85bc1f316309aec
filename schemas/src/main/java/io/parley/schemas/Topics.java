package io.parley.schemas;

import io.parley.avro.AuditRecord;
import io.parley.avro.Command;
import io.parley.avro.DeadLetter;
import io.parley.avro.Delivery;
import io.parley.avro.Device;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayChange;
import io.parley.avro.GatewayEnded;
import io.parley.avro.HeldCommand;
import io.parley.avro.InboxRequest;
import io.parley.avro.Outcome;
import io.parley.avro.PresenceChange;
import io.parley.avro.Push;
import io.parley.avro.Roster;
import io.parley.avro.SessionChange;
import io.parley.avro.Signal;
import io.parley.avro.Suspension;
import io.parley.avro.Watch;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.config.TopicConfig;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** The topic catalogue: every topic of Parley, its purpose and its settings. No topic is named anywhere else. */
public final class Topics {

    private static final String LOG_TIME = "LogAppendTime";
    private static final String WRITER_TIME = "CreateTime";
    private static final String BY_CONVERSATION = "conversation id";
    private static final String BY_USER = "user id";
    private static final String BY_DEVICE =
            "user id, platform and token, with spaces between them; partitioned by user id";

    private final CatalogueConfig config;
    private final Topic<Command> commands;
    private final Topic<Event> events;
    private final Topic<Outcome> outcomes;
    private final Topic<Roster> rosters;
    private final Topic<Expansion> expansions;
    private final Topic<HeldCommand> held;
    private final Topic<Signal> signals;
    private final Topic<SessionChange> sessions;
    private final Topic<InboxRequest> inboxRequests;
    private final Topic<GatewayChange> gateways;
    private final Topic<GatewayEnded> gatewayEnds;
    private final Topic<Watch> watches;
    private final Topic<PresenceChange> presence;
    private final Topic<Device> devices;
    private final Topic<Push> pushes;
    private final Topic<Suspension> suspensions;
    private final Topic<AuditRecord> audit;
    private final Topic<DeadLetter> deadLetters;

    public Topics(CatalogueConfig config) {
        this.config = config;
        int byConversation = config.conversationPartitions();
        int byUser = config.userPartitions();
        Duration days = config.eventRetention();
        commands = kept(
                "commands",
                BY_CONVERSATION,
                "commands of clients, in arrival order, stamped by the log's clock",
                Command.class,
                byConversation,
                days,
                LOG_TIME);
        events = new Topic<>(
                name("events"),
                BY_CONVERSATION,
                "numbered events: the log from which everything else is derived",
                Event.class,
                byConversation,
                config.replication(),
                Compatibility.FULL_TRANSITIVE,
                retention(days, WRITER_TIME));
        outcomes = kept(
                "outcomes",
                BY_CONVERSATION,
                "refusals and repeats, for the sender's sessions",
                Outcome.class,
                byConversation,
                Duration.ofDays(1),
                WRITER_TIME);
        rosters = compacted(
                "rosters",
                BY_CONVERSATION,
                "members of conversations: the whole roster, for others to join",
                Roster.class,
                byConversation,
                WRITER_TIME);
        expansions = kept(
                "expansions",
                BY_CONVERSATION + "; the record names its partition of users",
                "events and other outcomes, addressed to a partition of users or to a gateway",
                Expansion.class,
                byUser,
                // As long as events: records that an absent owner of users hasn't read would be lost to inboxes.
                days,
                WRITER_TIME);
        held = kept(
                "held",
                BY_CONVERSATION,
                "commands that wait for a moderator",
                HeldCommand.class,
                byConversation,
                days,
                WRITER_TIME);
        signals = kept(
                "signals",
                BY_CONVERSATION,
                "open, close, read, typing: without a number",
                Signal.class,
                byConversation,
                Duration.ofHours(1),
                LOG_TIME);
        sessions = kept(
                "sessions",
                BY_USER,
                "starts, changes and ends of sessions",
                SessionChange.class,
                byUser,
                Duration.ofDays(1),
                LOG_TIME);
        inboxRequests = kept(
                "inbox-requests",
                BY_USER,
                "requests of sessions for entries of their user's inbox",
                InboxRequest.class,
                byUser,
                Duration.ofHours(1),
                LOG_TIME);
        gateways = compacted(
                "gateways",
                "gateway id",
                "leases with their epoch, verdicts on lost ones, the judge's ticks",
                GatewayChange.class,
                1,
                LOG_TIME);
        gatewayEnds = kept(
                "gateway-ends",
                "gateway id; a copy in every partition",
                "ended epochs of gateways, for the owners of conversations",
                GatewayEnded.class,
                byConversation,
                Duration.ofDays(1),
                WRITER_TIME);
        watches = kept(
                "watches",
                "id of the watched user",
                "starts and ends of gateways' watches of users",
                Watch.class,
                byUser,
                Duration.ofHours(1),
                LOG_TIME);
        presence = compacted("presence", BY_USER, "status changes", PresenceChange.class, byUser, WRITER_TIME);
        devices = compacted("devices", BY_DEVICE, "push tokens", Device.class, byUser, LOG_TIME);
        pushes = kept("pushes", BY_USER, "notifications to send", Push.class, byUser, Duration.ofDays(1), WRITER_TIME);
        suspensions = compacted(
                "suspensions",
                "what is ended: user:, tokens:, jti: or sid: and its id",
                "users who may not sign in, and tokens that are over",
                Suspension.class,
                1,
                LOG_TIME);
        audit = topic(
                "audit",
                "whom or what it is about",
                "who did what to whom: a chain, each record with the SHA-256 of the one before",
                AuditRecord.class,
                1,
                forEver(LOG_TIME));
        deadLetters = kept(
                "dead-letters",
                "name of the record's topic",
                "records that can never be read, unchanged, with topic, partition, offset and reason",
                DeadLetter.class,
                1,
                Duration.ofDays(30),
                WRITER_TIME);
    }

    /** Commands of clients, by conversation, in arrival order, stamped by the log's clock. */
    public Topic<Command> commands() {
        return commands;
    }

    /** Numbered events, by conversation: the log from which everything else is derived. */
    public Topic<Event> events() {
        return events;
    }

    /** Refusals and repeats, by conversation, for the sender's sessions. */
    public Topic<Outcome> outcomes() {
        return outcomes;
    }

    /** Members of conversations, by conversation; compacted, so that it holds every conversation's roster. */
    public Topic<Roster> rosters() {
        return rosters;
    }

    /**
     * Events and other outcomes, addressed to a partition of users or to a gateway. Keyed by conversation, in the
     * partition of {@link Expansion#getUserPartition}.
     */
    public Topic<Expansion> expansions() {
        return expansions;
    }

    /** Commands that steps hold, by conversation; a moderator's tool returns a released one to {@link #commands}. */
    public Topic<HeldCommand> held() {
        return held;
    }

    /** Open, close, read, typing, by conversation: without a number. */
    public Topic<Signal> signals() {
        return signals;
    }

    /** Starts, changes and ends of sessions, by user. */
    public Topic<SessionChange> sessions() {
        return sessions;
    }

    /** Requests of sessions for entries of their user's inbox, by user. */
    public Topic<InboxRequest> inboxRequests() {
        return inboxRequests;
    }

    /** Leases, verdicts and the judge's ticks, by gateway id, in one partition: one order for all. */
    public Topic<GatewayChange> gateways() {
        return gateways;
    }

    /**
     * Ended epochs of gateways, for the owners of conversations. A copy in every partition, so that each owner gets it,
     * without the leases that are only renewed.
     */
    public Topic<GatewayEnded> gatewayEnds() {
        return gatewayEnds;
    }

    /** Watches of users' presence by gateways, by the watched user. */
    public Topic<Watch> watches() {
        return watches;
    }

    /** Status changes, by user; compacted, so that it holds every user's last one. */
    public Topic<PresenceChange> presence() {
        return presence;
    }

    /** Push tokens, in the partition of their user; the key distinguishes a user's devices, so that each is kept. */
    public Topic<Device> devices() {
        return devices;
    }

    /** Notifications to send, by user. */
    public Topic<Push> pushes() {
        return pushes;
    }

    /** Users who may not sign in, and tokens that are over; in one partition, which every gateway reads whole. */
    public Topic<Suspension> suspensions() {
        return suspensions;
    }

    /** Acts of operators and whom they were about; in one partition, as a chain, for ever. */
    public Topic<AuditRecord> audit() {
        return audit;
    }

    /** Records that can never be read. */
    public Topic<DeadLetter> deadLetters() {
        return deadLetters;
    }

    /**
     * Deliveries to one gateway's sessions. One partition, minutes of retention; the gateway creates it before its
     * first lease.
     */
    public Topic<Delivery> deliveries(GatewayId gateway) {
        return kept(
                deliveriesName(gateway.value()),
                "user or conversation id",
                "deliveries to one gateway's sessions",
                Delivery.class,
                1,
                Duration.ofMinutes(10),
                WRITER_TIME);
    }

    /** The full name of a gateway's delivery topic, without the check of {@link GatewayId}: for the hot path. */
    public String deliveriesOf(String gatewayId) {
        return name(deliveriesName(gatewayId));
    }

    /** The topics that are created with an installation: all but those that gateways create for themselves. */
    public List<Topic<?>> all() {
        return List.of(
                commands,
                events,
                outcomes,
                rosters,
                expansions,
                held,
                signals,
                sessions,
                inboxRequests,
                gateways,
                gatewayEnds,
                watches,
                presence,
                devices,
                pushes,
                suspensions,
                audit,
                deadLetters);
    }

    public CatalogueConfig config() {
        return config;
    }

    private static String deliveriesName(String gatewayId) {
        return "deliveries." + gatewayId;
    }

    private String name(String suffix) {
        return config.prefix() + suffix;
    }

    private <V extends SpecificRecord> Topic<V> kept(
            String suffix,
            String key,
            String carries,
            Class<V> type,
            int partitions,
            Duration retention,
            String clock) {
        return topic(suffix, key, carries, type, partitions, retention(retention, clock));
    }

    private <V extends SpecificRecord> Topic<V> compacted(
            String suffix, String key, String carries, Class<V> type, int partitions, String clock) {
        return topic(
                suffix,
                key,
                carries,
                type,
                partitions,
                Map.of(
                        TopicConfig.CLEANUP_POLICY_CONFIG,
                        TopicConfig.CLEANUP_POLICY_COMPACT,
                        TopicConfig.SEGMENT_MS_CONFIG,
                        millis(Duration.ofHours(1)),
                        TopicConfig.MIN_CLEANABLE_DIRTY_RATIO_CONFIG,
                        "0.1",
                        TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                        clock));
    }

    private <V extends SpecificRecord> Topic<V> topic(
            String suffix, String key, String carries, Class<V> type, int partitions, Map<String, String> settings) {
        return new Topic<>(
                name(suffix), key, carries, type, partitions, config.replication(), Compatibility.BACKWARD, settings);
    }

    private static Map<String, String> retention(Duration retention, String clock) {
        Map<String, String> settings = new HashMap<>();
        settings.put(TopicConfig.CLEANUP_POLICY_CONFIG, TopicConfig.CLEANUP_POLICY_DELETE);
        settings.put(TopicConfig.RETENTION_MS_CONFIG, millis(retention));
        settings.put(TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG, clock);
        // Only closed segments are dropped, so a segment has to close well within the retention.
        settings.put(TopicConfig.SEGMENT_MS_CONFIG, millis(min(retention.dividedBy(2), Duration.ofDays(1))));
        return settings;
    }

    private static Map<String, String> forEver(String clock) {
        return Map.of(
                TopicConfig.CLEANUP_POLICY_CONFIG,
                TopicConfig.CLEANUP_POLICY_DELETE,
                TopicConfig.RETENTION_MS_CONFIG,
                "-1",
                TopicConfig.RETENTION_BYTES_CONFIG,
                "-1",
                TopicConfig.MESSAGE_TIMESTAMP_TYPE_CONFIG,
                clock);
    }

    private static Duration min(Duration a, Duration b) {
        return a.compareTo(b) < 0 ? a : b;
    }

    private static String millis(Duration duration) {
        return Long.toString(duration.toMillis());
    }
}
