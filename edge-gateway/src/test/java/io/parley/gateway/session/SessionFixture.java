package io.parley.gateway.session;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.netty.buffer.UnpooledByteBufAllocator;
import io.netty.channel.embedded.EmbeddedChannel;
import io.parley.avro.Command;
import io.parley.avro.ConversationKind;
import io.parley.avro.Delivery;
import io.parley.avro.Device;
import io.parley.avro.Event;
import io.parley.avro.EventDelivery;
import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.avro.InboxRequest;
import io.parley.avro.Member;
import io.parley.avro.Message;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Role;
import io.parley.avro.SessionChange;
import io.parley.avro.Signal;
import io.parley.avro.Watch;
import io.parley.gateway.GatewayConfig;
import io.parley.gateway.GatewaySetup;
import io.parley.gateway.auth.Credentials;
import io.parley.gateway.auth.TokenVerdict;
import io.parley.gateway.delivery.DeliveryDispatcher;
import io.parley.gateway.delivery.RepeatLookup;
import io.parley.gateway.frame.FrameReader;
import io.parley.gateway.frame.FrameWriter;
import io.parley.gateway.limit.Budgets;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.UnsentBytes;
import io.parley.gateway.log.LogPressure;
import io.parley.gateway.log.RecordingAppender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.presence.PresenceWatches;
import io.parley.gateway.session.connection.ConnectionFactory;
import io.parley.gateway.session.connection.SessionAnnouncer;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.request.ClientLog;
import io.parley.gateway.session.request.RecentMessages;
import io.parley.gateway.session.request.RequestFactory;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.HistoryReader;
import io.parley.history.StoredEvent;
import io.parley.history.StoredTarget;
import io.parley.schemas.ConversationId;
import io.parley.schemas.GatewayId;

import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;

/** Real sessions between a connection, a log and a store in memory, on the test's thread, by the test's clock. */
public final class SessionFixture {

    public static final String GROUP = "0190163d-8694-739b-aea5-966c26f8ad91";
    public static final String OTHER_GROUP = "0190163d-8694-739b-aea5-966c26f8ad92";
    public static final long LOG_MARK = 1_000;
    /** However often its token is renewed. */
    public static final Duration LONGEST_SESSION = Duration.ofDays(7);

    public static final Instant EXPIRY = Instant.parse("2026-01-02T00:00:00Z");
    public static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    public final RecordingAppender<Command> commands = new RecordingAppender<>();
    public final RecordingAppender<Signal> signals = new RecordingAppender<>();
    public final RecordingAppender<Signal> readMarks = new RecordingAppender<>();
    public final RecordingAppender<Device> devices = new RecordingAppender<>();
    public final RecordingAppender<PreferenceChange> preferenceChanges = new RecordingAppender<>();
    public final RecordingAppender<InboxRequest> inboxRequests = new RecordingAppender<>();
    public final Map<String, CompletionStage<TokenVerdict>> tokens = new HashMap<>();
    public final TestCutoffs cutoffs = new TestCutoffs();
    public final RecordingAppender<SessionChange> changes = new RecordingAppender<>();
    public final RecordingAppender<Watch> watches = new RecordingAppender<>();
    public final LogPressure pressure = new LogPressure(LOG_MARK);
    public final Store store = new Store();
    public final UnpooledByteBufAllocator allocator = new UnpooledByteBufAllocator(false);
    public final FrameWriter frames = new FrameWriter(allocator);
    public final SimpleMeterRegistry meters = new SimpleMeterRegistry();
    public final GatewayMetrics metrics = new GatewayMetrics(meters);
    public final SessionRegistry registry = new SessionRegistry(metrics);
    public final PresenceWatches presence;
    public final RecentMessages recent;
    public final SessionAnnouncer announcer;
    public final DeliveryDispatcher dispatcher;
    public final Sessions sessions;
    public int startedOver;
    public long epoch = 1;
    public long nanos;

    private final FrameReader reader = new FrameReader();

    /** Its event loop runs nothing by itself, so that sweeps come when the test says so. */
    private final EmbeddedChannel sweepless = new EmbeddedChannel();

    /** A store whose answers come when the test says so; an event that was put into it is there at once. */
    public static final class Store implements HistoryReader {
        public final List<HistoryQuery> queries = new ArrayList<>();
        public final List<CompletableFuture<HistoryPage>> pages = new ArrayList<>();
        public final Map<Long, StoredEvent> events = new HashMap<>();
        public CompletableFuture<Optional<StoredEvent>> event = new CompletableFuture<>();
        public final List<Long> targets = new ArrayList<>();
        public final List<Long> throughs = new ArrayList<>();
        public Duration lastWait;

        @Override
        public CompletionStage<HistoryPage> page(HistoryQuery query) {
            queries.add(query);
            pages.add(new CompletableFuture<>());
            return pages.get(pages.size() - 1);
        }

        @Override
        public CompletionStage<Optional<StoredEvent>> event(
                ConversationId conversation, long sequence, long through, Duration wait) {
            lastWait = wait;
            throughs.add(through);
            return events.containsKey(sequence)
                    ? CompletableFuture.completedFuture(Optional.of(events.get(sequence)))
                    : event;
        }

        @Override
        public CompletionStage<Optional<StoredTarget>> target(
                ConversationId conversation, long sequence, long head, Duration wait) {
            targets.add(sequence);
            return event(conversation, sequence, head, wait)
                    .thenApply(found -> found.map(stored -> new StoredTarget(stored, head)));
        }
    }

    /** @param keysAndValues what is set: each key before its value */
    public SessionFixture(String... keysAndValues) {
        GatewayConfig config = GatewaySetup.with(keysAndValues);
        ClientLimits clients = config.limits().clients();
        GatewayId gateway = new GatewayId("gw");
        // Buffers are smaller than a gateway's may be, so that a few frames fill them.
        SessionLimits limits = new SessionLimits(
                config.sessions().heartbeat(),
                config.sessions().registration(),
                new SessionLimits.UnsentLimits(500, config.sessions().unsent().slowTimeout(), 1_000),
                config.sessions().reconnectSpread(),
                config.sessions().messageTimeout());
        UnsentBytes unsent = new UnsentBytes(config.limits().unsent());
        presence = new PresenceWatches(
                gateway,
                () -> epoch,
                watches,
                frames,
                metrics,
                config.life().watchRetention(),
                Duration.ofSeconds(5),
                () -> nanos);
        announcer = new SessionAnnouncer(gateway, () -> epoch, changes, signals, metrics, () -> startedOver++);
        recent = new RecentMessages(Clock.fixed(NOW, ZoneOffset.UTC), metrics);
        ClientLog log = new ClientLog(
                gateway, () -> epoch, commands, signals, readMarks, devices, preferenceChanges, inboxRequests);
        SessionFactory factory = new SessionFactory(
                gateway,
                limits,
                new ConnectionFactory(
                        limits,
                        unsent,
                        announcer,
                        (token, address) -> tokens.get(token),
                        cutoffs,
                        LONGEST_SESSION,
                        frames,
                        metrics,
                        () -> nanos,
                        new Random(1)),
                presence,
                new RequestFactory(
                        log,
                        announcer,
                        store,
                        recent,
                        clients,
                        new Budgets(clients, () -> nanos),
                        metrics,
                        () -> nanos),
                pressure::isHigh,
                metrics);
        sessions = new Sessions(
                factory, registry, new SessionSweeps(Clock.systemUTC(), () -> nanos, new Random(1)), pressure, metrics);
        dispatcher = new DeliveryDispatcher(
                registry,
                frames,
                recent,
                new RepeatLookup(store, registry, frames),
                presence,
                () -> startedOver++,
                metrics);
    }

    /** Runs what was handed to the event loop of all sessions. */
    public void runLoop() {
        sweepless.runPendingTasks();
    }

    /** Begins a session of this user, which is not registered yet. */
    public Session connect(String userId, FakeSocket socket) {
        SessionIdentity identity = new SessionIdentity(
                userId + "-" + System.identityHashCode(socket), "d", Credentials.of(userId, EXPIRY));
        return sessions.open(identity, socket, sweepless.eventLoop());
    }

    /** A session that is ready, with an inbox of these conversations, each at head 10. */
    public Session ready(String userId, FakeSocket socket, String... conversations) {
        Session session = connect(userId, socket);
        wholeInbox(
                session,
                true,
                Arrays.stream(conversations).map(SessionFixture::entry).toArray(InboxEntry[]::new));
        return session;
    }

    public void wholeInbox(Session session, boolean last, InboxEntry... entries) {
        SessionIdentity identity = session.identity();
        deliver(new InboxDelivery(
                identity.user().value(), identity.sessionId(), epoch, true, last, List.of(entries), null, false));
    }

    /** An event for those of these users' sessions that have its conversation open. */
    public void eventIfOpen(Event event, String... userIds) {
        deliver(new EventDelivery(event, List.of(userIds), true));
    }

    public void deliver(Object body) {
        dispatcher.deliver(new Delivery(body));
        dispatcher.endOfBatch();
    }

    public void event(Event event, String... userIds) {
        deliver(new EventDelivery(event, List.of(userIds), false));
    }

    public void receive(Session session, String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        session.received(reader.read(bytes, 0, bytes.length, session.identity().user()));
    }

    /** Lets time pass, and the sweep look at the session. */
    public boolean pass(Session session, Duration time) {
        return pass(session, time, NOW);
    }

    /** Lets time pass, and the sweep look at the session when the other clock says this. */
    public boolean pass(Session session, Duration time, Instant wallClock) {
        nanos += time.toNanos();
        return session.check(nanos, wallClock);
    }

    /** Sends the client away. */
    public void drain(Session session, String reason) {
        session.drain(reason);
    }

    /** Bytes of frames that nobody gave back. */
    public long leakedBytes() {
        return allocator.metric().usedHeapMemory() + allocator.metric().usedDirectMemory();
    }

    public static InboxEntry entry(String conversationId) {
        return entry(conversationId, 10);
    }

    public static InboxEntry entry(String conversationId, long head) {
        return new InboxEntry(
                conversationId, ConversationKind.GROUP, null, head, 0L, 0, false, null, Instant.EPOCH, null);
    }

    /** The answer to a session's {@code open} of a group with these members. */
    public static OpenedDelivery opened(
            Session session, String conversationId, long head, boolean large, String... members) {
        return new OpenedDelivery(
                session.identity().sessionId(),
                session.identity().user().value(),
                conversationId,
                ConversationKind.GROUP,
                null,
                head,
                Arrays.stream(members)
                        .map(member -> new Member(member, Role.MEMBER))
                        .toList(),
                Map.of(),
                large,
                0L,
                null,
                members.length);
    }

    public static Event event(String conversationId, long sequence, Object body) {
        return new Event(conversationId, sequence, "id-" + sequence, "bob", NOW, body);
    }

    public static Event message(String conversationId, long sequence) {
        return event(conversationId, sequence, new Message("text", "text/plain", false, null));
    }

    public static String command(String type, String fields) {
        return "{\"type\":\"" + type + "\",\"id\":\"c1\",\"conversationId\":\"" + GROUP + "\"," + fields + "}";
    }

    public static String request(String type, String fields) {
        return "{\"type\":\"" + type + "\",\"ref\":\"r1\",\"conversationId\":\"" + GROUP + "\"" + fields + "}";
    }
}
