package io.parley.gateway.session.request;

import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.limit.Work;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.Registration;
import io.parley.protocol.RejectReason;

/** Handles the requests that concern the user, not a conversation: status and devices. For the session's event loop. */
final class UserRequests {

    private final String userId;
    private final Registration registration;
    private final ClientLog log;
    private final WorkGuard work;
    private final FrameSender sender;

    UserRequests(String userId, Registration registration, ClientLog log, WorkGuard work, FrameSender sender) {
        this.userId = userId;
        this.registration = registration;
        this.log = log;
        this.work = work;
        this.sender = sender;
    }

    void status(ClientFrame.Status request) {
        if (work.admits(request.correlation(), Work.PLAIN_REQUEST)) {
            registration.setAway(request.away(), failure -> answer(request.correlation(), failure));
        }
    }

    void device(ClientFrame.Device request) {
        if (work.admits(request.correlation(), Work.PLAIN_REQUEST)) {
            log.device(userId, request, failure -> answer(request.correlation(), failure));
        }
    }

    private void answer(Correlation correlation, Exception failure) {
        if (failure != null) {
            sender.runOnEventLoop(() -> sender.reject(Rejection.retryable(correlation, RejectReason.LOG_SILENT)));
        }
    }
}
