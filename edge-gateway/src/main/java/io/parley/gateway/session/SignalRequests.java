package io.parley.gateway.session;

import io.parley.avro.Read;
import io.parley.avro.Typing;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.protocol.RejectCode;

import java.time.Duration;
import java.util.function.LongSupplier;

/** A session's requests about a conversation that go through the log without being numbered. For its event loop. */
final class SignalRequests {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SessionSignals signals;
    private final InterestSignals interests;
    private final Memberships memberships;
    private final OpenConversations open;
    private final int maxOpen;
    private final Outlet outlet;
    private final LongSupplier nanoTime;
    private final TypingPace typing = new TypingPace();

    /** @param maxOpen conversations that are open, or about to be; further ones are rejected */
    SignalRequests(
            SessionSignals signals,
            InterestSignals interests,
            Memberships memberships,
            OpenConversations open,
            int maxOpen,
            Outlet outlet,
            LongSupplier nanoTime) {
        this.signals = signals;
        this.interests = interests;
        this.memberships = memberships;
        this.open = open;
        this.maxOpen = maxOpen;
        this.outlet = outlet;
        this.nanoTime = nanoTime;
    }

    void open(ClientFrame.Open request) {
        Correlation correlation = request.correlation();
        if (!isAllowed(correlation)) {
            return;
        }
        if (open.size() >= maxOpen) {
            outlet.reject(Rejection.retryable(
                    correlation, RejectCode.RATE_LIMITED, "too many open conversations", RETRY_AFTER));
            return;
        }
        interests.open(correlation);
    }

    void close(ClientFrame.Close request) {
        interests.close(request.correlation().conversationId());
    }

    void read(ClientFrame.Read request) {
        Correlation correlation = request.correlation();
        if (isAllowed(correlation)) {
            signals.appendReadMark(correlation.conversationId(), new Read(request.sequence()), failure -> {
                if (failure != null) {
                    outlet.later(() -> outlet.reject(Rejection.retryable(
                            correlation, RejectCode.UNAVAILABLE, "the log does not answer", RETRY_AFTER)));
                }
            });
        }
    }

    /** One that is lost is not missed: the next comes soon. */
    void typing(ClientFrame.Typing request) {
        String conversation = request.correlation().conversationId();
        if (isAllowed(request.correlation()) && typing.isDue(conversation, request.stop(), nanoTime.getAsLong())) {
            signals.append(conversation, new Typing(request.stop()), failure -> {});
        }
    }

    /** What was open under an earlier epoch is opened anew. */
    void wholeInbox() {
        interests.wholeInbox();
    }

    /** To be called every now and then, with the time in nanoseconds. */
    void check(long now) {
        interests.retry(now);
    }

    /** The session's end, before it forgets what it has open. */
    void end() {
        interests.end();
    }

    private boolean isAllowed(Correlation correlation) {
        boolean member = memberships.isMember(correlation.conversationId());
        if (!member) {
            outlet.reject(Rejection.notAMember(correlation));
        }
        return member;
    }
}
