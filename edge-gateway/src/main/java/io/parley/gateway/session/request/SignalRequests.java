package io.parley.gateway.session.request;

import io.parley.avro.Read;
import io.parley.avro.Typing;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.limit.Work;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.protocol.RejectReason;

import java.util.List;
import java.util.function.Function;
import java.util.function.LongSupplier;

/** Appends a session's read marks and typing signals to the log. For its event loop. */
final class SignalRequests {

    private final SessionIdentity identity;
    private final ClientLog log;
    private final MembershipGuard guard;
    private final WorkGuard work;
    private final Function<String, List<String>> hiddenFrom;
    private final FrameSender sender;
    private final LongSupplier nanoTime;
    private final TypingThrottle typing = new TypingThrottle();

    /** @param hiddenFrom returns whom the user has blocked, as far as they may be in a conversation */
    SignalRequests(
            SessionIdentity identity,
            ClientLog log,
            MembershipGuard guard,
            WorkGuard work,
            Function<String, List<String>> hiddenFrom,
            FrameSender sender,
            LongSupplier nanoTime) {
        this.identity = identity;
        this.log = log;
        this.guard = guard;
        this.work = work;
        this.hiddenFrom = hiddenFrom;
        this.sender = sender;
        this.nanoTime = nanoTime;
    }

    void read(ClientFrame.Read request) {
        Correlation correlation = request.correlation();
        if (guard.admits(correlation) && work.admits(correlation, Work.PLAIN_REQUEST)) {
            log.readMark(identity, correlation.conversationId(), new Read(request.sequence()), failure -> {
                if (failure != null) {
                    sender.runOnEventLoop(
                            () -> sender.reject(Rejection.retryable(correlation, RejectReason.LOG_SILENT)));
                }
            });
        }
    }

    /** Ignores failures: the next signal follows soon. */
    void typing(ClientFrame.Typing request) {
        String conversation = request.correlation().conversationId();
        if (guard.admits(request.correlation()) && typing.isDue(conversation, request.stop(), nanoTime.getAsLong())) {
            List<String> hidden = hiddenFrom.apply(conversation);
            log.signal(
                    identity,
                    conversation,
                    new Typing(request.stop(), hidden.isEmpty() ? null : hidden),
                    failure -> {});
        }
    }
}
