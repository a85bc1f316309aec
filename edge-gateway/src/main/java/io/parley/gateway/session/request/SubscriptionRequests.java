package io.parley.gateway.session.request;

import io.parley.avro.Close;
import io.parley.avro.Open;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionAnnouncer;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.stream.OpenConversations;
import io.parley.protocol.RejectReason;

import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Opens and closes conversations for a session: appends its subscriptions to the log. For the session's event loop.
 *
 * <p>An open waits while the client doesn't read, or has many unanswered ones: answers would only fill the gateway's
 * buffers. A close of the same session waits behind it.
 *
 * <p>An open that the log doesn't accept is rejected, for the client to ask again. Every other signal is sent again
 * until it is in the log, with the state wanted by then: a rejected open may be in the log after all and has to be
 * closed; a closed conversation has to end; and a subscription that ended with the gateway's epoch has to be renewed.
 * When the session ends, the announcer takes over.
 */
final class SubscriptionRequests implements SessionPart {

    private static final Duration RETRY = Duration.ofSeconds(1);

    private final SessionIdentity identity;
    private final ClientLog log;
    private final SessionAnnouncer announcer;
    private final MembershipGuard guard;
    private final WorkGuard work;
    private final OpenConversations open;
    private final int maxOpen;
    private final FrameSender sender;

    /** Opens, and closes behind an open of the same conversation. */
    private final WaitingRequests<ClientFrame> waiting;

    /** The conversations whose last signal the log did not accept. */
    private final Set<String> failed = new HashSet<>();

    private InboxAccess inbox;
    private long epoch;
    private long nextRetry;
    private boolean closed;

    /** @param maxOpen the most conversations that are open, or about to be; further ones are rejected */
    SubscriptionRequests(
            SessionIdentity identity,
            ClientLog log,
            SessionAnnouncer announcer,
            MembershipGuard guard,
            WorkGuard work,
            OpenConversations open,
            int maxOpen,
            FrameSender sender) {
        this.identity = identity;
        this.log = log;
        this.announcer = announcer;
        this.guard = guard;
        this.work = work;
        this.open = open;
        this.maxOpen = maxOpen;
        this.sender = sender;
        this.waiting = new WaitingRequests<>(
                SessionLimits.WAITING_OPENS, RejectReason.OPENS_WAITING, sender, this::mayStart, this::start);
        open.whenAnswered(this::onWritable);
    }

    /** Sets where to ask about conversations that the session doesn't know. */
    void lookUpIn(InboxAccess access) {
        inbox = access;
    }

    void open(ClientFrame.Open request) {
        Correlation correlation = request.correlation();
        if (guard.admits(correlation) && waiting.admits(correlation) && work.admits(correlation, WorkGuard.OPEN)) {
            waiting.add(request);
        }
    }

    /** Does nothing when there is nothing to close. */
    void close(ClientFrame.Close request) {
        Optional<ClientFrame> last = waiting.last(request.correlation().conversationId());
        if (last.isEmpty()) {
            closeNow(request.correlation().conversationId());
        } else if (last.get() instanceof ClientFrame.Open) {
            waiting.add(request);
        }
    }

    /** Opens and closes what may be opened now. */
    @Override
    public void onWritable() {
        waiting.startNext();
    }

    private boolean mayStart(ClientFrame next) {
        return next instanceof ClientFrame.Close
                || (sender.isWritable() && open.unanswered() < SessionLimits.OPENS_UNDER_WAY);
    }

    private void start(ClientFrame next) {
        if (next instanceof ClientFrame.Open) {
            openNow(next.correlation());
        } else {
            closeNow(next.correlation().conversationId());
        }
    }

    private void openNow(Correlation correlation) {
        if (!guard.admits(correlation)) {
            return;
        }
        if (open.size() >= maxOpen) {
            sender.reject(Rejection.retryable(correlation, RejectReason.OPEN_CONVERSATIONS));
            return;
        }
        open.ask(correlation);
        log.signal(identity, correlation.conversationId(), new Open(), failure -> {
            if (failure != null) {
                sender.runOnEventLoop(() -> openFailed(correlation));
            }
        });
    }

    private void closeNow(String conversationId) {
        if (open.close(conversationId)) {
            signal(conversationId);
        }
    }

    /** Renews the subscriptions after the first inbox of an epoch: those of the last one ended with it. */
    @Override
    public void onReady() {
        if (log.epoch() == epoch) {
            return;
        }
        epoch = log.epoch();
        open.forgetWithdrawn();
        for (String conversation : open.wanted()) {
            inbox.whenKnown(conversation, () -> renew(conversation));
        }
        onWritable();
    }

    private void renew(String conversation) {
        if (!guard.isMember(conversation)) {
            open.close(conversation);
        } else if (open.isWanted(conversation)) {
            open.askAgain(conversation);
            signal(conversation);
        }
        onWritable();
    }

    /** Repeats the signals that the log did not accept. */
    @Override
    public void onTick(long now) {
        if (failed.isEmpty() || now - nextRetry < 0) {
            return;
        }
        nextRetry = now + RETRY.toNanos();
        List<String> again = List.copyOf(failed);
        failed.clear();
        again.forEach(this::signal);
    }

    /** Closes every conversation that is, or may be, open in the log. */
    @Override
    public void onClose() {
        closed = true;
        waiting.clear();
        failed.addAll(open.wanted());
        failed.forEach(this::announceClosed);
        failed.clear();
    }

    private void openFailed(Correlation correlation) {
        String conversation = correlation.conversationId();
        open.refused(conversation);
        signalFailed(conversation);
        sender.reject(Rejection.retryable(correlation, RejectReason.LOG_SILENT));
    }

    private void signal(String conversationId) {
        Object body = open.isWanted(conversationId) ? new Open() : new Close();
        log.signal(identity, conversationId, body, failure -> {
            if (failure != null) {
                sender.runOnEventLoop(() -> signalFailed(conversationId));
            }
        });
    }

    private void signalFailed(String conversationId) {
        if (closed) {
            announceClosed(conversationId);
        } else {
            failed.add(conversationId);
        }
    }

    private void announceClosed(String conversationId) {
        announcer.closed(log.signalOf(identity, conversationId, new Close()));
    }
}
