package io.parley.gateway.http;

import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.session.connection.SessionIdentity;

import java.net.InetAddress;

/** Records handshakes with a genuine token. Thread-safe; never blocks. */
public interface SignInRecord {

    /** Records that a session begins. */
    void letIn(SessionIdentity identity, InetAddress address);

    /** Records that a known user was refused, for a reason of the metric of refused handshakes. */
    void refused(Accepted token, InetAddress address, String reason);
}
