package io.parley.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.Deque;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedDeque;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** The gateway's meters. Every label comes from a small set, never from a client. Safe for many threads. */
public final class GatewayMetrics implements AutoCloseable {

    private static final String SESSIONS = "parley.gateway.sessions";
    private static final String SOCKETS = "parley.gateway.sockets";
    private static final String FRAMES_IN = "parley.gateway.frames.in";
    private static final String FRAMES_OUT = "parley.gateway.frames.out";
    private static final String REJECTED = "parley.gateway.rejected";
    private static final String REFUSED_HANDSHAKES = "parley.gateway.handshakes.refused";
    private static final String SLOW_SESSIONS = "parley.gateway.sessions.slow";
    private static final String WITHHELD_EVENTS = "parley.gateway.events.withheld";
    private static final String UNSENT_BYTES = "parley.gateway.unsent.bytes";
    private static final String MOST_UNSENT_BYTES = "parley.gateway.unsent.most.bytes";
    private static final String CLOSED = "parley.gateway.closed";
    private static final String DELIVERIES = "parley.gateway.deliveries";
    private static final String DEAD_LETTERS = "parley.gateway.dead.letters";
    private static final String STRAY_EVENTS = "parley.gateway.stray.events";
    private static final String ACCEPT = "parley.gateway.accept";
    private static final String APPEND_FAILURES = "parley.gateway.append.failures";
    private static final String WAITING_FOR_LOG = "parley.gateway.log.waiting.bytes";
    private static final String PAUSES = "parley.gateway.reading.paused";
    private static final String WATCHES = "parley.gateway.watches";
    private static final String LEASES_LOST = "parley.gateway.leases.lost";
    private static final String PENDING_DEPARTURES = "parley.gateway.departures.pending";
    private static final String CERTIFICATE_READS = "parley.gateway.certificate.reads";
    private static final String CERTIFICATE_LIFE = "parley.gateway.certificate.life";
    private static final String PENDING_CLOSES = "parley.gateway.closes.pending";

    private static final String TARGETS = "parley.gateway.targets";
    private static final String RECENT_MESSAGES = "parley.gateway.recent.messages";

    private static final String DELIVERY_WAIT = "parley.gateway.delivery.wait";
    private static final String DELIVERY_WRITE = "parley.gateway.delivery.write";

    private final MeterRegistry registry;
    private final Timer accept;
    private final Timer deliveryWait;
    private final Timer deliveryWrite;
    private final Counter withheldEvents;
    private final AtomicInteger slowSessions = new AtomicInteger();
    private final Map<String, Counter> framesIn = new ConcurrentHashMap<>();
    private final Map<String, Counter> framesOut = new ConcurrentHashMap<>();
    private final Map<String, Counter> targets = new ConcurrentHashMap<>();
    private final Map<String, Counter> deliveries = new ConcurrentHashMap<>();
    private final Deque<Gauge> gauges = new ConcurrentLinkedDeque<>();

    public GatewayMetrics(MeterRegistry registry) {
        this.registry = registry;
        this.accept = timer(ACCEPT, "From a command's frame to its place in the log", Duration.ofMillis(1));
        this.deliveryWait = timer(
                DELIVERY_WAIT, "From the send of a delivery until the gateway has read it", Duration.ofNanos(500_000));
        this.deliveryWrite = timer(
                DELIVERY_WRITE,
                "From the first delivery of a batch until an event loop has written and flushed its share",
                Duration.ofNanos(100_000));
        this.withheldEvents = registry.counter(WITHHELD_EVENTS);
        gauge(
                SLOW_SESSIONS,
                "Sessions whose clients read too slowly and get heads in place of events",
                slowSessions,
                AtomicInteger::get);
    }

    public <T> void sessions(T source, ToDoubleFunction<T> count) {
        gauge(SESSIONS, "Sessions that are connected", source, count);
    }

    public <T> void sockets(T source, ToDoubleFunction<T> count) {
        gauge(SOCKETS, "Connections to the public port, with a session or without", source, count);
    }

    public <T> void watches(T source, ToDoubleFunction<T> count) {
        gauge(WATCHES, "Users whose presence is watched", source, count);
    }

    public <T> void pendingDepartures(T source, ToDoubleFunction<T> count) {
        gauge(PENDING_DEPARTURES, "Sessions that ended and whose end is not yet in the log", source, count);
    }

    public <T> void pendingCloses(T source, ToDoubleFunction<T> count) {
        gauge(PENDING_CLOSES, "Conversations that ended sessions had open, not yet closed in the log", source, count);
    }

    /** @param seconds until clients don't take the certificate any more */
    public <T> void certificateLife(T source, ToDoubleFunction<T> seconds) {
        gauges.add(Gauge.builder(CERTIFICATE_LIFE, source, seconds)
                .description("Until the TLS certificate in use ends")
                .baseUnit("seconds")
                .register(registry));
    }

    /** The certificate's files had changed, and what they hold was taken or is of no use. */
    public void certificateRead(boolean taken) {
        registry.counter(CERTIFICATE_READS, "result", taken ? "taken" : "refused")
                .increment();
    }

    /** What clients have not taken yet: of all together, and of the one that has the most. */
    public <T> void unsentBytes(T source, ToDoubleFunction<T> all, ToDoubleFunction<T> most) {
        gauge(UNSENT_BYTES, "Bytes that clients have not read", source, all);
        gauge(MOST_UNSENT_BYTES, "The most bytes that one client has not read", source, most);
    }

    /** Messages that passed by lately, so that commands about them ask no store. */
    public <T> void recentMessages(T source, ToDoubleFunction<T> count) {
        gauge(RECENT_MESSAGES, "Messages that passed by lately", source, count);
    }

    /** A command about a message: it passed by lately, the store is asked, or nobody here was shown it. */
    public void targetStamped(String source) {
        targets.computeIfAbsent(source, label -> registry.counter(TARGETS, "source", label))
                .increment();
    }

    public <T> void waitingForLog(T source, ToDoubleFunction<T> bytes) {
        gauge(WAITING_FOR_LOG, "Bytes that the log has not confirmed", source, bytes);
    }

    /** A connection is not read for a while, for this reason. */
    public void readingPaused(String reason) {
        registry.counter(PAUSES, "reason", reason).increment();
    }

    public void sessionFellBehind() {
        slowSessions.incrementAndGet();
    }

    public void sessionDrewLevel() {
        slowSessions.decrementAndGet();
    }

    /** An event was not sent to a session whose client reads too slowly; history has it. */
    public void eventWithheld() {
        withheldEvents.increment();
    }

    public void frameIn(String type) {
        framesIn.computeIfAbsent(type, label -> registry.counter(FRAMES_IN, "type", label))
                .increment();
    }

    public void frameOut(String type) {
        framesOut
                .computeIfAbsent(type, label -> registry.counter(FRAMES_OUT, "type", label))
                .increment();
    }

    public void delivery(String kind) {
        deliveries
                .computeIfAbsent(kind, label -> registry.counter(DELIVERIES, "kind", label))
                .increment();
    }

    public void rejected(String code) {
        registry.counter(REJECTED, "code", code).increment();
    }

    public void handshakeRefused(String reason) {
        registry.counter(REFUSED_HANDSHAKES, "reason", reason).increment();
    }

    /** A connection was closed by the gateway. */
    public void closed(int code) {
        registry.counter(CLOSED, "code", Integer.toString(code)).increment();
    }

    public void deadLetter() {
        registry.counter(DEAD_LETTERS).increment();
    }

    /** An event for somebody who is no longer, or not yet, a member: a repeat from before. It was not sent. */
    public void strayEvent() {
        registry.counter(STRAY_EVENTS).increment();
    }

    public void accepted(Duration since) {
        accept.record(since);
    }

    /** A delivery was read. */
    public void deliveryRead(Duration sinceSent) {
        deliveryWait.record(sinceSent);
    }

    /** Begins to measure a batch of deliveries; each event loop says when it has flushed its share. */
    public BatchClock beginBatch() {
        Timer.Sample begun = Timer.start(registry);
        return () -> begun.stop(deliveryWrite);
    }

    /** Measures one batch of deliveries, for any thread. */
    @FunctionalInterface
    public interface BatchClock {

        /** One event loop has written its share, and flushed it to the sockets. */
        void written();
    }

    public void appendFailed(String topic) {
        registry.counter(APPEND_FAILURES, "topic", topic).increment();
    }

    public void leaseLost() {
        registry.counter(LEASES_LOST).increment();
    }

    private Timer timer(String name, String meaning, Duration least) {
        return Timer.builder(name)
                .description(meaning)
                .publishPercentileHistogram()
                .minimumExpectedValue(least)
                .maximumExpectedValue(Duration.ofSeconds(10))
                .register(registry);
    }

    private <T> void gauge(String name, String meaning, T source, ToDoubleFunction<T> value) {
        gauges.add(Gauge.builder(name, source, value).description(meaning).register(registry));
    }

    /** Takes the gauges out of the registry, which may outlive what they look at. */
    @Override
    public void close() {
        gauges.forEach(registry::remove);
    }
}
