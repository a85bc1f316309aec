package io.parley.gateway.session.connection;

import io.parley.protocol.CloseReason;

/**
 * Pings a silent client, and gives up one that stays silent or never finishes a message. For the session's event loop;
 * times are in nanoseconds.
 */
public final class Liveness {

    private final SessionSocket socket;
    private final FrameSender sender;
    private final Heartbeat heartbeat;
    private final UnfinishedMessage message;

    Liveness(SessionSocket socket, FrameSender sender, Heartbeat heartbeat, UnfinishedMessage message) {
        this.socket = socket;
        this.sender = sender;
        this.heartbeat = heartbeat;
        this.message = message;
    }

    /** Notes received data, also parts of a frame. */
    public void heard(long now) {
        heartbeat.heard(now);
    }

    /** Notes that a part of a message has come, and its rest has not. */
    public void messageBegan(long now) {
        message.began(now);
    }

    /** Notes that nothing of a message is missing. */
    public void messageEnded() {
        message.ended();
    }

    /** Pings or closes, if it is time to. To be called periodically. */
    public void check(long now) {
        if (message.isOverdue(socket.isReading(), now)) {
            sender.close(CloseReason.UNFINISHED);
        }
        if (!socket.isReading()) {
            // The gateway itself causes the silence: it doesn't read.
            heartbeat.heard(now);
        }
        switch (heartbeat.check(now)) {
            // A client that doesn't read can't answer a Ping either.
            case GIVE_UP -> sender.close(sender.isWritable() ? CloseReason.SILENT : CloseReason.TOO_SLOW);
            case PING -> sender.ping();
            case NOTHING -> {}
        }
    }
}
