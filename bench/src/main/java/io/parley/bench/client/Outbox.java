package io.parley.bench.client;

import io.parley.bench.measure.Recorder;

/**
 * The messages of one client until their outcome is there: said when they are due, and said again under the same id after
 * a reconnect or when the server asks for it. On its lane's event loop only.
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

    /** Messages of earlier runs are given up. */
    void beginRun() {
        unsettled.clear();
    }

    /**
     * A message of the run that is recorded is due.
     *
     * @param in whether the client is connected; else it is said once it is again
     */
    void due(int message, boolean in) {
        unsettled.add(message);
        if (in) {
            send(message);
            lane.recorder().sent(message, System.nanoTime());
        }
    }

    /** The outcome is there. */
    void settle(int message) {
        unsettled.settle(message);
    }

    /** Says everything again that has no outcome. */
    void sayAllAgain() {
        unsettled.forEach(this::again);
    }

    /** Says a message again, unless its outcome is there. */
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
