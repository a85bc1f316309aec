package io.parley.bench.client;

import io.parley.bench.measure.Run;

import java.util.concurrent.TimeUnit;

/**
 * Sends the messages of one lane's clients when they are due, regardless of the outcome of earlier ones. On its event
 * loop.
 */
final class Pacer {

    /** The most sent in one go; then incoming frames have their turn. */
    private static final int MOST_AT_ONCE = 64;

    private final Lane lane;
    private final Run run;
    private final int[] messages;
    private final Client[] senders;
    private int next;

    /**
     * @param messages indices in the order of time
     * @param senders the sender of each
     */
    Pacer(Lane lane, Run run, int[] messages, Client[] senders) {
        this.lane = lane;
        this.run = run;
        this.messages = messages;
        this.senders = senders;
    }

    void start() {
        schedule();
    }

    private void sendWhatIsDue() {
        for (int sent = 0; sent < MOST_AT_ONCE && next < messages.length; sent++) {
            if (run.dueNanos(messages[next]) > System.nanoTime()) {
                break;
            }
            senders[next].send(messages[next]);
            next++;
        }
        schedule();
    }

    private void schedule() {
        if (next < messages.length) {
            long wait = run.dueNanos(messages[next]) - System.nanoTime();
            var unused = lane.loop().schedule(this::sendWhatIsDue, Math.max(0, wait), TimeUnit.NANOSECONDS);
        }
    }
}
