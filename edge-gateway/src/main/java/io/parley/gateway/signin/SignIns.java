package io.parley.gateway.signin;

import io.parley.avro.SignIn;
import io.parley.gateway.auth.Credential;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.http.SignInRecord;
import io.parley.gateway.limit.RecordedRefusals;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.net.InetAddress;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Appends sign-ins to the log. A record that the log doesn't confirm, that finds too many others waiting, or that is one
 * refusal too many is dropped and counted: a sign-in never waits for its record. Thread-safe; never blocks.
 */
public final class SignIns implements SignInRecord {

    /** The most records that wait for the log at a time: a few seconds of the fastest handshakes. */
    static final int MOST_WAITING = 10_000;

    /** Labels the reasons for which a record is dropped, in the metric. */
    static final String PACE = "pace";

    static final String BACKLOG = "backlog";
    static final String LOST = "log";

    private static final Logger LOG = LoggerFactory.getLogger(SignIns.class);
    private static final String LET_IN = "let-in";

    private final GatewayId gateway;
    private final Appender<SignIn> log;
    private final RecordedRefusals refusals;
    private final GatewayMetrics metrics;
    private final Clock clock;
    private final AtomicInteger waiting = new AtomicInteger();

    public SignIns(
            GatewayId gateway, Appender<SignIn> log, RecordedRefusals refusals, GatewayMetrics metrics, Clock clock) {
        this.gateway = gateway;
        this.log = log;
        this.refusals = refusals;
        this.metrics = metrics;
        this.clock = clock;
    }

    @Override
    public void letIn(SessionIdentity identity, InetAddress address) {
        append(record(
                identity.credential(),
                address,
                LET_IN,
                Optional.of(identity.sessionId()),
                Optional.of(identity.deviceId())));
    }

    /** Logs it as well, at the same pace. */
    @Override
    public void refused(Accepted token, InetAddress address, String reason) {
        if (!refusals.admits(token.user())) {
            metrics.signInUnrecorded(PACE);
            return;
        }
        LOG.info("user {} was refused at {}: {}", token.user(), address.getHostAddress(), reason);
        append(record(token.credential(), address, reason, Optional.empty(), token.device()));
    }

    /** Forgets users who were not refused lately. To be called periodically. */
    public void evictIdle() {
        refusals.evictIdle();
    }

    private SignIn record(
            Credential credential,
            InetAddress address,
            String outcome,
            Optional<String> sessionId,
            Optional<String> deviceId) {
        return new SignIn(
                credential.user().value(),
                clock.instant().truncatedTo(ChronoUnit.MILLIS),
                gateway.value(),
                address.getHostAddress(),
                outcome,
                sessionId.orElse(null),
                deviceId.orElse(null),
                credential.tokenId().orElse(null),
                credential.signInId().orElse(null));
    }

    private void append(SignIn signIn) {
        if (waiting.incrementAndGet() > MOST_WAITING) {
            waiting.decrementAndGet();
            metrics.signInUnrecorded(BACKLOG);
            return;
        }
        log.append(signIn.getUserId(), signIn, failure -> {
            waiting.decrementAndGet();
            if (failure != null) {
                metrics.signInUnrecorded(LOST);
            }
        });
    }
}
