package io.parley.gateway.session;

import io.parley.avro.Close;
import io.parley.avro.Open;
import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.RejectCode;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.log.Appender;
import io.parley.schemas.GatewayId;

import java.time.Duration;

/** A session's requests that go through the log without being numbered. For the session's event loop. */
final class SignalRequests {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final SessionIdentity identity;
    private final GatewayId gateway;
    private final Epoch epoch;
    private final Appender<Signal> log;
    private final Memberships memberships;
    private final OpenConversations open;
    private final Outlet outlet;

    SignalRequests(
            SessionIdentity identity,
            GatewayId gateway,
            Epoch epoch,
            Appender<Signal> log,
            Memberships memberships,
            OpenConversations open,
            Outlet outlet) {
        this.identity = identity;
        this.gateway = gateway;
        this.epoch = epoch;
        this.log = log;
        this.memberships = memberships;
        this.open = open;
        this.outlet = outlet;
    }

    void open(ClientFrame.Open request) {
        Correlation correlation = request.correlation();
        if (!isAllowed(correlation)) {
            return;
        }
        if (open.size() >= SessionLimits.OPEN_CONVERSATIONS) {
            outlet.reject(Rejection.retryable(
                    correlation, RejectCode.RATE_LIMITED, "too many open conversations", RETRY_AFTER));
            return;
        }
        open.ask(correlation);
        signal(correlation, new Open(), failure -> {
            if (failure != null) {
                outlet.later(() -> {
                    open.refused(correlation.conversationId());
                    unavailable(correlation);
                });
            }
        });
    }

    void close(ClientFrame.Close request) {
        if (open.close(request.correlation().conversationId())) {
            signal(request.correlation(), new Close(), failure -> {});
        }
    }

    void read(ClientFrame.Read request) {
        Correlation correlation = request.correlation();
        if (isAllowed(correlation)) {
            signal(correlation, new Read(request.sequence()), failure -> {
                if (failure != null) {
                    outlet.later(() -> unavailable(correlation));
                }
            });
        }
    }

    private boolean isAllowed(Correlation correlation) {
        boolean member = memberships.isMember(correlation.conversationId());
        if (!member) {
            outlet.reject(Rejection.notAMember(correlation));
        }
        return member;
    }

    private void signal(Correlation correlation, Object body, Appender.Acknowledgement acknowledgement) {
        String conversation = correlation.conversationId();
        log.append(
                conversation,
                new Signal(
                        conversation,
                        identity.user().value(),
                        identity.sessionId(),
                        gateway.value(),
                        epoch.current(),
                        body),
                acknowledgement);
    }

    private void unavailable(Correlation correlation) {
        outlet.reject(Rejection.retryable(correlation, RejectCode.UNAVAILABLE, "the log does not answer", RETRY_AFTER));
    }
}
