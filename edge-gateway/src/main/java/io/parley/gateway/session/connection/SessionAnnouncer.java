package io.parley.gateway.session.connection;

import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Publishes session starts, changes and ends to {@code sessions}; on an end, also closes its open conversations on
 * {@code signals}. Thread-safe.
 *
 * <p>A lost announcement is repeated by the session; a lost end is kept here and appended again. So the log holds
 * {@code CONNECTED+ DISCONNECTED+} for each session, never a CONNECTED after the end. Waiting ends are bounded; beyond
 * the bound the gateway's epoch ends, with all its sessions.
 */
public final class SessionAnnouncer {

    private static final Logger LOG = LoggerFactory.getLogger(SessionAnnouncer.class);

    private final GatewayId gateway;
    private final Epoch epoch;
    private final Appender<SessionChange> log;
    private final RetryingAppender<SessionChange> ends;
    private final RetryingAppender<Signal> closes;

    /** @param startOver ends the gateway's epoch */
    public SessionAnnouncer(
            GatewayId gateway,
            Epoch epoch,
            Appender<SessionChange> log,
            Appender<Signal> signals,
            GatewayMetrics metrics,
            Runnable startOver) {
        this.gateway = gateway;
        this.epoch = epoch;
        this.log = log;
        this.ends = new RetryingAppender<>(log, startOver);
        this.closes = new RetryingAppender<>(signals, startOver);
        metrics.pendingDepartures(ends, RetryingAppender::waiting);
        metrics.pendingCloses(closes, RetryingAppender::waiting);
    }

    /** The epoch for announcing a session now. */
    long epoch() {
        return epoch.current();
    }

    void connected(SessionIdentity identity, long epoch) {
        SessionChange change = change(identity, epoch, SessionState.CONNECTED, true);
        log.append(change.getUserId(), change, failure -> {
            if (failure != null) {
                LOG.warn("session {} could not be announced: {}", change.getSessionId(), failure.toString());
            }
        });
    }

    /** Announces that the user of a connected session is at the device, or away from it. */
    void statusChanged(SessionIdentity identity, long epoch, boolean away, Appender.Acknowledgement acknowledgement) {
        SessionChange change = change(identity, epoch, away ? SessionState.AWAY : SessionState.ONLINE, true);
        log.append(change.getUserId(), change, acknowledgement);
    }

    /** @param orderly false if the last frames may never have arrived */
    void disconnected(SessionIdentity identity, long epoch, boolean orderly) {
        SessionChange change = change(identity, epoch, SessionState.DISCONNECTED, orderly);
        ends.append(change.getUserId(), change);
    }

    /** Closes a conversation that an ended session had open. */
    public void closed(Signal close) {
        closes.append(close.getConversationId(), close);
    }

    /** Appends unconfirmed ends again. To be called periodically. */
    public void retry() {
        ends.retry();
        closes.retry();
    }

    private SessionChange change(SessionIdentity identity, long epoch, SessionState state, boolean orderly) {
        return new SessionChange(
                identity.user().value(),
                identity.sessionId(),
                gateway.value(),
                epoch,
                identity.deviceId(),
                state,
                orderly);
    }
}
