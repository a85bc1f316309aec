package io.parley.gateway.metrics;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.ToDoubleFunction;

/** Counts and times what the gateway does. Every label comes from a small set, never from a client. Thread-safe. */
public final class GatewayMetrics implements AutoCloseable {

    private static final String SESSIONS = "parley.gateway.sessions";
    private static final String SOCKETS = "parley.gateway.sockets";
    private static final String FRAMES_IN = "parley.gateway.frames.in";
    private static final String FRAMES_OUT = "parley.gateway.frames.out";
    private static final String REJECTED = "parley.gateway.rejected";
    private static final String REFUSED_HANDSHAKES = "parley.gateway.handshakes.refused";
    private static final String UNRECORDED_SIGN_INS = "parley.gateway.sign.ins.unrecorded";
    private static final String SLOW_SESSIONS = "parley.gateway.sessions.slow";
    private static final String WITHHELD_EVENTS = "parley.gateway.events.withheld";
    private static final String UNSENT_BYTES = "parley.gateway.unsent.bytes";
    private static final String MOST_UNSENT_BYTES = "parley.gateway.unsent.most.bytes";
    private static final String CLOSED = "parley.gateway.closed";
    private static final String CUT_OFF = "parley.gateway.cut.off";
    private static final String SUSPENSIONS = "parley.gateway.suspensions";
    private static final String DEAD_LETTERS = "parley.gateway.dead.letters";
    private static final String LOST_DEAD_LETTERS = "parley.gateway.dead.letters.lost";
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

    private static final String BUDGETS = "parley.gateway.budgets";
    private static final String EXCEEDED_BUDGETS = "parley.gateway.budgets.exceeded";

    private static final String TARGETS = "parley.gateway.targets";
    private static final String RECENT_MESSAGES = "parley.gateway.recent.messages";

    private static final String TAKEN = "taken";
    private static final String REFUSED = "refused";

    private final Meters meters;
    private final DeliveryMetrics deliveries;
    private final Timer accept;
    private final Counter withheldEvents;
    private final Counter deadLetters;
    private final Counter lostDeadLetters;
    private final Counter lostLeases;
    private final LabelledCounter framesIn;
    private final LabelledCounter framesOut;
    private final LabelledCounter targets;
    private final LabelledCounter rejected;
    private final LabelledCounter exceededBudgets;
    private final LabelledCounter refusedHandshakes;
    private final LabelledCounter unrecordedSignIns;
    private final LabelledCounter closed;
    private final LabelledCounter cutOff;
    private final LabelledCounter pauses;
    private final LabelledCounter appendFailures;
    private final LabelledCounter certificateReads;
    private final AtomicInteger slowSessions = new AtomicInteger();

    public GatewayMetrics(MeterRegistry registry) {
        this.meters = new Meters(registry);
        this.deliveries = new DeliveryMetrics(meters);
        this.accept = meters.timer(ACCEPT, "From a command's frame to its place in the log", Duration.ofMillis(1));
        this.withheldEvents = meters.counter(WITHHELD_EVENTS, "Events that history has and a slow client was not sent");
        this.deadLetters =
                meters.counter(DEAD_LETTERS, "Records that can never be read, put into the dead-letters topic");
        this.lostDeadLetters =
                meters.counter(LOST_DEAD_LETTERS, "Records that can never be read, of which no letter was kept");
        this.lostLeases = meters.counter(LEASES_LOST, "Leases that were lost, each with all presence of this gateway");
        this.framesIn = meters.labelled(FRAMES_IN, "Frames that clients sent", "type");
        this.framesOut = meters.labelled(FRAMES_OUT, "Frames that were sent to clients", "type");
        this.targets =
                meters.labelled(TARGETS, "Commands about a message, by where the message was looked up", "source");
        targets.expect(List.of("recent", "store", "none"));
        this.rejected = meters.labelled(REJECTED, "What clients asked for and did not get", "code");
        this.exceededBudgets = meters.labelled(EXCEEDED_BUDGETS, "Requests above a budget, by the budget", "budget");
        this.refusedHandshakes = meters.labelled(REFUSED_HANDSHAKES, "Handshakes that were refused", "reason");
        this.unrecordedSignIns =
                meters.labelled(UNRECORDED_SIGN_INS, "Sign-ins that are missing in the log, by the cause", "reason");
        unrecordedSignIns.expect(List.of("backlog", "log", "pace"));
        this.closed = meters.labelled(CLOSED, "Connections that the gateway closed", "code");
        this.cutOff = meters.labelled(CUT_OFF, "Sessions that were ended before their token expired", "reason");
        this.pauses = meters.labelled(PAUSES, "How often a connection was not read for a while", "reason");
        this.appendFailures = meters.labelled(APPEND_FAILURES, "Records that the log did not confirm", "topic");
        this.certificateReads =
                meters.labelled(CERTIFICATE_READS, "Changed files of the certificate that were read", "result");
        meters.gauge(
                SLOW_SESSIONS,
                "Sessions whose clients read too slowly and get heads in place of events",
                slowSessions,
                AtomicInteger::get);
    }

    /** Returns the meters of deliveries. */
    public DeliveryMetrics deliveries() {
        return deliveries;
    }

    public <T> void sessions(T source, ToDoubleFunction<T> count) {
        meters.gauge(SESSIONS, "Sessions that are connected", source, count);
    }

    public <T> void sockets(T source, ToDoubleFunction<T> count) {
        meters.gauge(SOCKETS, "Connections to the public port, with a session or without", source, count);
    }

    public <T> void watches(T source, ToDoubleFunction<T> count) {
        meters.gauge(WATCHES, "Users whose presence is watched", source, count);
    }

    public <T> void pendingDepartures(T source, ToDoubleFunction<T> count) {
        meters.gauge(PENDING_DEPARTURES, "Sessions that ended and whose end is not yet in the log", source, count);
    }

    public <T> void pendingCloses(T source, ToDoubleFunction<T> count) {
        meters.gauge(
                PENDING_CLOSES, "Conversations that ended sessions had open, not yet closed in the log", source, count);
    }

    /** @param seconds until clients reject the certificate */
    public <T> void certificateLife(T source, ToDoubleFunction<T> seconds) {
        meters.seconds(CERTIFICATE_LIFE, "Until the TLS certificate in use ends", source, seconds);
        certificateReads.expect(List.of(TAKEN, REFUSED));
    }

    /** Counts a change of the certificate's files, accepted or unusable. */
    public void certificateRead(boolean taken) {
        certificateReads.increment(taken ? TAKEN : REFUSED);
    }

    /** Shows bytes that clients have not read yet: the total, and the largest of one client. */
    public <T> void unsentBytes(T source, ToDoubleFunction<T> all, ToDoubleFunction<T> most) {
        meters.gauge(UNSENT_BYTES, "Bytes that clients have not read", source, all);
        meters.gauge(MOST_UNSENT_BYTES, "The most bytes that one client has not read", source, most);
    }

    /** Shows the number of recent messages, which save look-ups of targets in the store. */
    public <T> void recentMessages(T source, ToDoubleFunction<T> count) {
        meters.gauge(RECENT_MESSAGES, "Messages that passed by lately", source, count);
    }

    /**
     * Counts a command about a message: a recent one, one that the store is asked for, or one that no client here was
     * shown.
     */
    public void targetStamped(String source) {
        targets.increment(source);
    }

    public <T> void waitingForLog(T source, ToDoubleFunction<T> bytes) {
        meters.gauge(WAITING_FOR_LOG, "Bytes that the log has not confirmed", source, bytes);
    }

    /** Shows these labels from zero on. */
    public void expect(ExpectedLabels labels) {
        rejected.expect(labels.rejections());
        exceededBudgets.expect(labels.budgets());
        refusedHandshakes.expect(labels.handshakes());
        closed.expect(labels.closes());
        cutOff.expect(labels.cutoffs());
        pauses.expect(labels.pauses());
        deliveries.expect(labels.deliveries());
    }

    /** Counts a pause of a connection's reads, for this reason. */
    public void readingPaused(String reason) {
        pauses.increment(reason);
    }

    public void sessionFellBehind() {
        slowSessions.incrementAndGet();
    }

    public void sessionCaughtUp() {
        slowSessions.decrementAndGet();
    }

    /** Counts an event that was withheld from a slow client; it is in history. */
    public void eventWithheld() {
        withheldEvents.increment();
    }

    public void frameIn(String type) {
        framesIn.increment(type);
    }

    public void frameOut(String type) {
        framesOut.increment(type);
    }

    public void rejected(String code) {
        rejected.increment(code);
    }

    /** Counts a request that was rejected since this budget is used up. */
    public void budgetExceeded(String budget) {
        exceededBudgets.increment(budget);
    }

    /** Shows the number of budgets in memory: of sessions, users and addresses that have used some of theirs. */
    public <T> void budgets(T source, ToDoubleFunction<T> count) {
        meters.gauge(BUDGETS, "Budgets of sessions, users and addresses that are not whole", source, count);
    }

    public void handshakeRefused(String reason) {
        refusedHandshakes.increment(reason);
    }

    /** Counts a sign-in that is missing in the log: too many waited, the log failed, or its user was refused too often. */
    public void signInUnrecorded(String reason) {
        unrecordedSignIns.increment(reason);
    }

    /** Counts a connection closed by the gateway. */
    public void closed(int code) {
        closed.increment(Integer.toString(code));
    }

    /** A session was ended though its token has not expired. */
    public void cutOff(String reason) {
        cutOff.increment(reason);
    }

    /** Users, sign-ins and tokens that operators have ended. */
    public <T> void suspensions(T source, ToDoubleFunction<T> count) {
        meters.gauge(SUSPENSIONS, "Suspended users, and tokens and sign-ins that were ended", source, count);
    }

    public void deadLetter() {
        deadLetters.increment();
    }

    /** Counts a lost letter of a record that can never be read. */
    public void deadLetterLost() {
        lostDeadLetters.increment();
    }

    public void accepted(Duration since) {
        accept.record(since);
    }

    /** Shows the counters of appends to this topic from zero on. */
    public void appendsTo(String topic) {
        appendFailures.expect(List.of(topic));
    }

    public void appendFailed(String topic) {
        appendFailures.increment(topic);
    }

    public void leaseLost() {
        lostLeases.increment();
    }

    /** Removes the gauges from the registry, which may outlive their sources. */
    @Override
    public void close() {
        meters.close();
    }
}
