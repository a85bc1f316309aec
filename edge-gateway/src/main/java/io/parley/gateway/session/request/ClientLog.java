package io.parley.gateway.session.request;

import io.parley.avro.Command;
import io.parley.avro.Device;
import io.parley.avro.InboxRequest;
import io.parley.avro.PreferenceChange;
import io.parley.avro.Read;
import io.parley.avro.Signal;
import io.parley.avro.TextMode;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.log.Appender;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.schemas.GatewayId;

/**
 * Appends clients' records to the log: commands, devices, and signals, which carry the gateway's current epoch. An
 * acknowledgement comes on any thread. Thread-safe.
 */
public final class ClientLog {

    private final GatewayId gateway;
    private final Epoch epoch;
    private final Appender<Command> commands;
    private final Appender<Signal> signals;
    private final Appender<Signal> readMarks;
    private final Appender<Device> devices;
    private final Appender<PreferenceChange> preferences;
    private final Appender<InboxRequest> inboxRequests;

    /** @param readMarks signals that may wait a moment for others */
    public ClientLog(
            GatewayId gateway,
            Epoch epoch,
            Appender<Command> commands,
            Appender<Signal> signals,
            Appender<Signal> readMarks,
            Appender<Device> devices,
            Appender<PreferenceChange> preferences,
            Appender<InboxRequest> inboxRequests) {
        this.gateway = gateway;
        this.epoch = epoch;
        this.commands = commands;
        this.signals = signals;
        this.readMarks = readMarks;
        this.devices = devices;
        this.preferences = preferences;
        this.inboxRequests = inboxRequests;
    }

    /**
     * @param body the frame's, with the gateway's stamp of its target
     * @param peerBlocked whether it goes to the direct conversation with somebody whom the user has blocked
     */
    void command(
            String userId,
            ClientFrame.Command frame,
            Object body,
            boolean peerBlocked,
            Appender.Acknowledgement acknowledgement) {
        commands.append(
                frame.conversationId(),
                new Command(frame.conversationId(), userId, frame.id(), body, peerBlocked, null),
                acknowledgement);
    }

    void device(String userId, ClientFrame.Device request, Appender.Acknowledgement acknowledgement) {
        devices.append(
                userId,
                new Device(userId, request.platform(), request.token(), request.remove(), null, TextMode.FULL, null),
                acknowledgement);
    }

    /** The changes of users' preferences. */
    Appender<PreferenceChange> preferences() {
        return preferences;
    }

    /** @param body a {@code ListPage} or a {@code LookUp} */
    void inboxRequest(SessionIdentity session, long requestId, Object body, Appender.Acknowledgement acknowledgement) {
        String userId = session.user().value();
        inboxRequests.append(
                userId,
                new InboxRequest(userId, session.sessionId(), gateway.value(), requestId, body),
                acknowledgement);
    }

    void signal(SessionIdentity session, String conversationId, Object body, Appender.Acknowledgement acknowledgement) {
        signals.append(conversationId, signalOf(session, conversationId, body), acknowledgement);
    }

    void readMark(SessionIdentity session, String conversationId, Read mark, Appender.Acknowledgement acknowledgement) {
        readMarks.append(conversationId, signalOf(session, conversationId, mark), acknowledgement);
    }

    /** Makes a signal of this session under the current epoch. */
    Signal signalOf(SessionIdentity session, String conversationId, Object body) {
        return new Signal(
                conversationId, session.user().value(), session.sessionId(), gateway.value(), epoch.current(), body);
    }

    /** The gateway's current epoch. */
    long epoch() {
        return epoch.current();
    }
}
