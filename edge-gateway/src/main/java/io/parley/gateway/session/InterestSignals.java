package io.parley.gateway.session;

import io.parley.avro.Close;
import io.parley.avro.Open;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.protocol.RejectCode;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Tells the log which conversations a session has open. For the session's event loop.
 *
 * <p>An open that the log doesn't take is refused, for the client to ask again. Everything else is told again until it is
 * in the log, as it is wanted by then: what was refused may be in the log after all and has to be closed; what was
 * closed has to end; and what the gateway's new epoch ended has to be opened anew. When the session ends, the
 * announcer takes over.
 */
final class InterestSignals {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SessionSignals signals;
    private final SessionAnnouncer announcer;
    private final Memberships memberships;
    private final OpenConversations open;
    private final Outlet outlet;

    /** The conversations of which the log did not take the last signal. */
    private final Set<String> untold = new HashSet<>();

    private long epoch;
    private long nextRetry;
    private boolean ended;

    InterestSignals(
            SessionSignals signals,
            SessionAnnouncer announcer,
            Memberships memberships,
            OpenConversations open,
            Outlet outlet) {
        this.signals = signals;
        this.announcer = announcer;
        this.memberships = memberships;
        this.open = open;
        this.outlet = outlet;
    }

    void open(Correlation correlation) {
        open.ask(correlation);
        signals.append(correlation.conversationId(), new Open(), failure -> {
            if (failure != null) {
                outlet.later(() -> openFailed(correlation));
            }
        });
    }

    /** Does nothing when there is nothing to close. */
    void close(String conversationId) {
        if (open.close(conversationId)) {
            tell(conversationId);
        }
    }

    /** The user's whole inbox is there: if it is the first of an epoch, what was open under the last one is opened anew. */
    void wholeInbox() {
        if (signals.epoch() == epoch) {
            return;
        }
        epoch = signals.epoch();
        for (String conversation : open.wanted()) {
            if (memberships.isMember(conversation)) {
                open.askAgain(conversation);
                tell(conversation);
            } else {
                open.close(conversation);
            }
        }
    }

    /** Tells again what the log did not take. To be called every now and then, with the time in nanoseconds. */
    void retry(long now) {
        if (untold.isEmpty() || now - nextRetry < 0) {
            return;
        }
        nextRetry = now + RETRY.toNanos();
        List<String> again = List.copyOf(untold);
        untold.clear();
        again.forEach(this::tell);
    }

    /** The session's end, before it forgets what it has open. */
    void end() {
        ended = true;
        untold.addAll(open.wanted());
        untold.forEach(this::announceClosed);
        untold.clear();
    }

    private void openFailed(Correlation correlation) {
        String conversation = correlation.conversationId();
        open.refused(conversation);
        failed(conversation);
        outlet.reject(Rejection.retryable(correlation, RejectCode.UNAVAILABLE, "the log does not answer", RETRY));
    }

    private void tell(String conversationId) {
        Object body = open.isWanted(conversationId) ? new Open() : new Close();
        signals.append(conversationId, body, failure -> {
            if (failure != null) {
                outlet.later(() -> failed(conversationId));
            }
        });
    }

    private void failed(String conversationId) {
        if (ended) {
            announceClosed(conversationId);
        } else {
            untold.add(conversationId);
        }
    }

    private void announceClosed(String conversationId) {
        announcer.closed(signals.of(conversationId, new Close()));
    }
}
