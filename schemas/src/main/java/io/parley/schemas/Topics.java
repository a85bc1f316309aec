package io.parley.schemas;

import io.parley.avro.Answer;
import io.parley.avro.AuditRecord;
import io.parley.avro.Command;
import io.parley.avro.DeadLetter;
import io.parley.avro.Delivery;
import io.parley.avro.Device;
import io.parley.avro.DeviceSend;
import io.parley.avro.Event;
import io.parley.avro.Expansion;
import io.parley.avro.GatewayChange;
import io.parley.avro.GatewayEnded;
import io.parley.avro.HeldCommand;
import io.parley.avro.InboxRequest;
import io.parley.avro.Inquiry;
import io.parley.avro.Outcome;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Preferences;
import io.parley.avro.PresenceChange;
import io.parley.avro.Push;
import io.parley.avro.PushOutcome;
import io.parley.avro.Roster;
import io.parley.avro.SessionChange;
import io.parley.avro.SignIn;
import io.parley.avro.Signal;
import io.parley.avro.Suspension;
import io.parley.avro.Watch;

import java.time.Duration;
import java.util.List;

import static io.parley.schemas.TopicFamily.LOG_TIME;
import static io.parley.schemas.TopicFamily.WRITER_TIME;

/** The topic catalogue: every topic of Parley, its purpose and its settings. No topic is named anywhere else. */
public final class Topics {

    private final CatalogueConfig config;
    private final Topic<Command> commands;
    private final Topic<Event> events;
    private final Topic<Outcome> outcomes;
    private final Topic<Roster> rosters;
    private final Topic<Expansion> expansions;
    private final Topic<HeldCommand> held;
    private final Topic<Signal> signals;
    private final Topic<SessionChange> sessions;
    private final Topic<SignIn> signIns;
    private final Topic<InboxRequest> inboxRequests;
    private final Topic<GatewayChange> gateways;
    private final Topic<GatewayEnded> gatewayEnds;
    private final Topic<Watch> watches;
    private final Topic<PresenceChange> presence;
    private final Topic<PreferenceChange> preferenceChanges;
    private final Topic<Preferences> preferences;
    private final Topic<Device> devices;
    private final Topic<Push> pushes;
    private final Topic<DeviceSend> sends;
    private final Topic<PushOutcome> pushOutcomes;
    private final Topic<Suspension> suspensions;
    private final Topic<AuditRecord> audit;
    private final Topic<Inquiry> inquiries;
    private final Topic<Answer> answers;
    private final Topic<DeadLetter> deadLetters;

    public Topics(CatalogueConfig config) {
        this.config = config;
        TopicFamily conversations = new TopicFamily(config, "conversation id", config.conversationPartitions());
        TopicFamily users = new TopicFamily(config, "user id", config.userPartitions());
        TopicFamily single = new TopicFamily(config, "", 1);
        Duration days = config.eventRetention();
        commands = conversations.kept(
                "commands",
                "commands of clients, in arrival order, stamped by the log's clock",
                Command.class,
                days,
                LOG_TIME);
        events = conversations
                .kept(
                        "events",
                        "numbered events: the log from which everything else is derived",
                        Event.class,
                        days,
                        WRITER_TIME)
                .with(Compatibility.FULL_TRANSITIVE);
        outcomes = conversations.kept(
                "outcomes",
                "refusals and repeats, for the sender's sessions",
                Outcome.class,
                Duration.ofDays(1),
                WRITER_TIME);
        rosters = conversations.compacted(
                "rosters", "members of conversations: the whole roster, for others to join", Roster.class, WRITER_TIME);
        // As long as events: records that an absent owner of users hasn't read would be lost to inboxes.
        expansions = users.keyed("conversation id; the record names its partition of users")
                .kept(
                        "expansions",
                        "events and other outcomes, addressed to a partition of users or to a gateway",
                        Expansion.class,
                        days,
                        WRITER_TIME);
        held = conversations.kept("held", "commands that wait for a moderator", HeldCommand.class, days, WRITER_TIME);
        signals = conversations.kept(
                "signals", "open, close, read, typing: without a number", Signal.class, Duration.ofHours(1), LOG_TIME);
        sessions = users.kept(
                "sessions", "starts, changes and ends of sessions", SessionChange.class, Duration.ofDays(1), LOG_TIME);
        signIns = users.kept(
                "sign-ins",
                "handshakes with a genuine token, let in or refused, with the client's address",
                SignIn.class,
                config.signInRetention(),
                LOG_TIME);
        inboxRequests = users.kept(
                "inbox-requests",
                "requests of sessions for entries of their user's inbox",
                InboxRequest.class,
                Duration.ofHours(1),
                LOG_TIME);
        gateways = single.keyed("gateway id")
                .compacted(
                        "gateways",
                        "leases with their epoch, verdicts on lost ones, the judge's ticks",
                        GatewayChange.class,
                        LOG_TIME);
        gatewayEnds = conversations
                .keyed("gateway id; a copy in every partition")
                .kept(
                        "gateway-ends",
                        "ended epochs of gateways, for the owners of conversations",
                        GatewayEnded.class,
                        Duration.ofDays(1),
                        WRITER_TIME);
        watches = users.keyed("id of the watched user")
                .kept(
                        "watches",
                        "starts and ends of gateways' watches of users",
                        Watch.class,
                        Duration.ofHours(1),
                        LOG_TIME);
        presence = users.compacted("presence", "status changes", PresenceChange.class, WRITER_TIME);
        preferenceChanges = users.kept(
                "preference-changes",
                "blocks and mutes that users begin and end",
                PreferenceChange.class,
                Duration.ofDays(1),
                LOG_TIME);
        preferences = users.compacted(
                "preferences", "blocks and mutes of users: all of each user's", Preferences.class, WRITER_TIME);
        devices = users.keyed("user id, platform and token, with spaces between them; partitioned by user id")
                .compacted("devices", "push tokens", Device.class, LOG_TIME);
        pushes = users.kept("pushes", "notifications to send", Push.class, Duration.ofDays(1), WRITER_TIME);
        sends = users.kept(
                "sends",
                "notifications for single devices: to show, replace or withdraw",
                DeviceSend.class,
                Duration.ofDays(1),
                WRITER_TIME);
        pushOutcomes = users.kept(
                "push-outcomes",
                "what became of notifications: not sent and why, or the provider's answer",
                PushOutcome.class,
                Duration.ofDays(3),
                WRITER_TIME);
        suspensions = single.keyed("what is ended: user:, tokens:, jti: or sid: and its id")
                .compacted(
                        "suspensions",
                        "users who may not sign in, and tokens that are over",
                        Suspension.class,
                        LOG_TIME);
        audit = single.keyed("whom or what it is about")
                .keptForEver(
                        "audit",
                        "who did what to whom: a chain, each record with the SHA-256 of the one before",
                        AuditRecord.class,
                        LOG_TIME);
        inquiries = users.kept(
                "inquiries",
                "questions of the admin process about users, for their owners",
                Inquiry.class,
                Duration.ofHours(1),
                LOG_TIME);
        answers = single.keyed("id of the question")
                .kept(
                        "answers",
                        "answers to the admin process, of the owners of users and conversations",
                        Answer.class,
                        Duration.ofHours(1),
                        WRITER_TIME);
        deadLetters = single.keyed("name of the record's topic")
                .kept(
                        "dead-letters",
                        "records that can never be read, unchanged, with topic, partition, offset and reason",
                        DeadLetter.class,
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

    /** Handshakes with a genuine token, let in or refused, by user: personal data, with a retention of its own. */
    public Topic<SignIn> signIns() {
        return signIns;
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

    /** Blocks and mutes that users begin and end, by user: what gateways ask the owner of {@link #preferences} for. */
    public Topic<PreferenceChange> preferenceChanges() {
        return preferenceChanges;
    }

    /** Blocks and mutes, by user; compacted, so that it holds all of every user's. */
    public Topic<Preferences> preferences() {
        return preferences;
    }

    /** Push tokens, in the partition of their user; the key distinguishes a user's devices, so that each is kept. */
    public Topic<Device> devices() {
        return devices;
    }

    /** Notifications to send, by user. */
    public Topic<Push> pushes() {
        return pushes;
    }

    /** Notifications for single devices, by user: for the process that talks to push services. */
    public Topic<DeviceSend> sends() {
        return sends;
    }

    /** Reasons of notifications that are not sent and answers of push services, by user. */
    public Topic<PushOutcome> pushOutcomes() {
        return pushOutcomes;
    }

    /** Users who may not sign in, and tokens that are over; in one partition, which every gateway reads whole. */
    public Topic<Suspension> suspensions() {
        return suspensions;
    }

    /** Acts of operators and whom they were about; in one partition, as a chain, for ever. */
    public Topic<AuditRecord> audit() {
        return audit;
    }

    /** Questions of the admin process about users, by user. */
    public Topic<Inquiry> inquiries() {
        return inquiries;
    }

    /** Answers of the owners of users and conversations to the admin process, by the id of the question. */
    public Topic<Answer> answers() {
        return answers;
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
        return new TopicFamily(config, "user or conversation id", 1)
                .kept(
                        deliveriesName(gateway.value()),
                        "deliveries to one gateway's sessions",
                        Delivery.class,
                        Duration.ofMinutes(10),
                        WRITER_TIME);
    }

    /** The full name of a gateway's delivery topic, without the check of {@link GatewayId}: for the hot path. */
    public String deliveriesOf(String gatewayId) {
        return config.prefix() + deliveriesName(gatewayId);
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
                signIns,
                inboxRequests,
                gateways,
                gatewayEnds,
                watches,
                presence,
                preferenceChanges,
                preferences,
                devices,
                pushes,
                sends,
                pushOutcomes,
                suspensions,
                audit,
                inquiries,
                answers,
                deadLetters);
    }

    public CatalogueConfig config() {
        return config;
    }

    private static String deliveriesName(String gatewayId) {
        return "deliveries." + gatewayId;
    }
}
