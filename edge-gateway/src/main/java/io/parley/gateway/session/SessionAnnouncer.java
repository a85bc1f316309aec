package io.parley.gateway.session;

import io.parley.avro.SessionChange;
import io.parley.avro.SessionState;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.schemas.GatewayId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Tells where users are decided about that a session began or ended. Safe for many threads.
 *
 * <p>An announcement that is lost is made good by the session, which announces itself again; an end that is lost is
 * kept here and told again. So for each session the log holds {@code CONNECTED+ DISCONNECTED+}, never a CONNECTED after
 * the end. Ends that wait are bounded; beyond that the gateway's epoch ends, and all of its sessions' ends with it.
 */
public final class SessionAnnouncer {

    private static final Logger LOG = LoggerFactory.getLogger(SessionAnnouncer.class);

    /** Ends that wait for the log; then the gateway starts over under a new epoch. */
    private static final int WAITING_ENDS = 100_000;

    private final GatewayId gateway;
    private final Appender<SessionChange> log;
    private final Runnable startOver;
    private final Queue<SessionChange> ends = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();

    /** @param startOver ends the gateway's epoch */
    public SessionAnnouncer(
            GatewayId gateway, Appender<SessionChange> log, GatewayMetrics metrics, Runnable startOver) {
        this.gateway = gateway;
        this.log = log;
        this.startOver = startOver;
        metrics.pendingDepartures(waiting, AtomicInteger::get);
    }

    void connected(SessionIdentity identity, long epoch) {
        SessionChange change = change(identity, epoch, SessionState.CONNECTED);
        log.append(change.getUserId(), change, failure -> {
            if (failure != null) {
                LOG.warn("session {} could not be announced: {}", change.getSessionId(), failure.toString());
            }
        });
    }

    void disconnected(SessionIdentity identity, long epoch) {
        tellEnd(change(identity, epoch, SessionState.DISCONNECTED));
    }

    /** Tells again the ends that were lost. To be called now and then. */
    public void retry() {
        for (int i = waiting.get(); i > 0; i--) {
            SessionChange end = ends.poll();
            if (end == null) {
                return;
            }
            waiting.decrementAndGet();
            tellEnd(end);
        }
    }

    private void tellEnd(SessionChange end) {
        log.append(end.getUserId(), end, failure -> {
            if (failure != null) {
                keep(end);
            }
        });
    }

    private void keep(SessionChange end) {
        if (waiting.incrementAndGet() <= WAITING_ENDS) {
            ends.add(end);
            return;
        }
        LOG.warn("too many sessions ended while the log was away: starting over under a new epoch");
        ends.clear();
        waiting.set(0);
        startOver.run();
    }

    private SessionChange change(SessionIdentity identity, long epoch, SessionState state) {
        return new SessionChange(
                identity.user().value(),
                identity.sessionId(),
                gateway.value(),
                epoch,
                identity.deviceId(),
                state,
                true);
    }
}
