package io.parley.bench.client;

import io.parley.bench.measure.Recorder;

/**
 * Holds the messages of one client until their outcome arrives: sends them when they are due, and again under the same
 * id after a reconnect or at the server's request. On its lane's event loop only.
 */
final class Outbox {

    private final Lane lane;
    private final Line line;
    private final Frames frames;
    private final Memberships memberships;
    private final Unsettled unsettled = new Unsettled();

    Outbox(Lane lane, Line line, Frames frames, Memberships memberships) {
        this.lane = lane;
        this.line = line;
        this.frames = frames;
        this.memberships = memberships;
    }

    /** Gives up messages of earlier runs. */
    void beginRun() {
        unsettled.clear();
    }

    /**
     * A message of the recorded run is due.
     *
     * @param in whether the client is connected; otherwise it is sent after the reconnect
     */
    void due(int message, boolean in) {
        unsettled.add(message);
        if (in) {
            send(message);
            lane.recorder().sent(message, System.nanoTime());
        }
    }

    /** The outcome has arrived. */
    void settle(int message) {
        unsettled.settle(message);
    }

    /** Sends all messages without an outcome again. */
    void sayAllAgain() {
        unsettled.forEach(this::again);
    }

    /** Sends a message again, unless its outcome has arrived. */
    void sayAgain(int message) {
        if (unsettled.contains(message)) {
            again(message);
        }
    }

    private void again(int message) {
        if (lane.recorder().run().wasSent(message)) {
            lane.resent();
        } else {
            lane.recorder().sentAfterReconnect(message);
        }
        send(message);
    }

    private void send(int message) {
        Recorder recorder = lane.recorder();
        Membership membership = memberships.at(recorder.run().script().conversation(message));
        line.send(frames.send(line.allocator(), recorder.run().number(), message, membership.text()));
    }
}
