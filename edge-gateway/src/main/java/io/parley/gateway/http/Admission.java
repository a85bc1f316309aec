package io.parley.gateway.http;

import io.parley.gateway.limit.Gate.Full;
import io.parley.schemas.UserId;

import java.net.InetAddress;
import java.util.Optional;

/** Whether the gateway takes a new client now. Safe for many threads. */
public interface Admission {

    /** Why no client is taken at the moment, or nothing. */
    Optional<String> obstacle();

    /** Whether a handshake that came now may go on; takes its turn if so. */
    boolean isTurn();

    /** Takes a place for one client, or says of what there are too many. Given back when its connection ends. */
    Optional<Full> admit(UserId user, InetAddress address);

    void release(UserId user, InetAddress address);
}
