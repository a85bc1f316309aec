package io.parley.gateway.session;

import io.parley.avro.Device;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.log.Appender;
import io.parley.protocol.RejectCode;

import java.time.Duration;

/** A session's requests that are about its user, not about a conversation. For the session's event loop. */
final class UserRequests {

    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String userId;
    private final Registration registration;
    private final Appender<Device> devices;
    private final Outlet outlet;

    UserRequests(String userId, Registration registration, Appender<Device> devices, Outlet outlet) {
        this.userId = userId;
        this.registration = registration;
        this.devices = devices;
        this.outlet = outlet;
    }

    void status(ClientFrame.Status request) {
        registration.turn(request.away(), failure -> answer(request.correlation(), failure));
    }

    void device(ClientFrame.Device request) {
        devices.append(
                userId,
                new Device(userId, request.platform(), request.token(), request.remove()),
                failure -> answer(request.correlation(), failure));
    }

    private void answer(Correlation correlation, Exception failure) {
        if (failure != null) {
            outlet.later(() -> outlet.reject(
                    Rejection.retryable(correlation, RejectCode.UNAVAILABLE, "the log does not answer", RETRY_AFTER)));
        }
    }
}
