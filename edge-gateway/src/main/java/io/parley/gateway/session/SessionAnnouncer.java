package io.parley.gateway.session;

import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.avro.Signal;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Tells where users are decided about that a session began, changed or ended, and where conversations are that one ended
 * that had them open. Safe for many threads.
 *
 * <p>An announcement that is lost is made good by the session, which announces itself again; an end that is lost is
 * kept here and told again. So for each session the log holds {@code CONNECTED+ DISCONNECTED+}, never a CONNECTED after
 * the end. Ends that wait are bounded; beyond that the gateway's epoch ends, and all of its sessions' ends with it.
 */
public final class SessionAnnouncer {

    private static final Logger LOG = LoggerFactory.getLogger(SessionAnnouncer.class);

    private final GatewayId gateway;
    private final Appender<SessionChange> log;
    private final EndLog<SessionChange> ends;
    private final EndLog<Signal> closes;

    /** @param startOver ends the gateway's epoch */
    public SessionAnnouncer(
            GatewayId gateway,
            Appender<SessionChange> log,
            Appender<Signal> signals,
            GatewayMetrics metrics,
            Runnable startOver) {
        this.gateway = gateway;
        this.log = log;
        this.ends = new EndLog<>(log, startOver);
        this.closes = new EndLog<>(signals, startOver);
        metrics.pendingDepartures(ends, EndLog::waiting);
        metrics.pendingCloses(closes, EndLog::waiting);
    }

    void connected(SessionIdentity identity, long epoch) {
        SessionChange change = change(identity, epoch, SessionState.CONNECTED, true);
        log.append(change.getUserId(), change, failure -> {
            if (failure != null) {
                LOG.warn("session {} could not be announced: {}", change.getSessionId(), failure.toString());
            }
        });
    }

    /** The user is at the device of a connected session, or away from it. */
    void turned(SessionIdentity identity, long epoch, boolean away, Appender.Acknowledgement acknowledgement) {
        SessionChange change = change(identity, epoch, away ? SessionState.AWAY : SessionState.ONLINE, true);
        log.append(change.getUserId(), change, acknowledgement);
    }

    /** @param orderly false if what was sent last may never have arrived */
    void disconnected(SessionIdentity identity, long epoch, boolean orderly) {
        SessionChange change = change(identity, epoch, SessionState.DISCONNECTED, orderly);
        ends.tell(change.getUserId(), change);
    }

    /** A session ended that had a conversation open. */
    void closed(Signal close) {
        closes.tell(close.getConversationId(), close);
    }

    /** Tells again the ends that were lost. To be called now and then. */
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
