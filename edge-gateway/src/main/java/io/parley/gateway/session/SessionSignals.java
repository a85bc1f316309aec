package io.parley.gateway.session;

import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.log.Appender;
import io.parley.schemas.GatewayId;

/** What a session signals, under the gateway's current epoch. */
final class SessionSignals {

    private final SessionIdentity identity;
    private final GatewayId gateway;
    private final Epoch epoch;
    private final Appender<Signal> log;
    private final Appender<Signal> readMarks;

    SessionSignals(
            SessionIdentity identity,
            GatewayId gateway,
            Epoch epoch,
            Appender<Signal> log,
            Appender<Signal> readMarks) {
        this.identity = identity;
        this.gateway = gateway;
        this.epoch = epoch;
        this.log = log;
        this.readMarks = readMarks;
    }

    /** Appends a signal; the acknowledgement comes on any thread. */
    void append(String conversationId, Object body, Appender.Acknowledgement acknowledgement) {
        log.append(conversationId, of(conversationId, body), acknowledgement);
    }

    /** Appends a read mark, which may wait a moment for others; the acknowledgement comes on any thread. */
    void appendReadMark(String conversationId, Read mark, Appender.Acknowledgement acknowledgement) {
        readMarks.append(conversationId, of(conversationId, mark), acknowledgement);
    }

    Signal of(String conversationId, Object body) {
        return new Signal(
                conversationId, identity.user().value(), identity.sessionId(), gateway.value(), epoch.current(), body);
    }

    long epoch() {
        return epoch.current();
    }
}
