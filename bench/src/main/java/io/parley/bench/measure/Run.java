package io.parley.bench.measure;

import io.parley.bench.check.AgreedSequences;
import io.parley.bench.workload.Script;

/**
 * A running script, shared by all lanes.
 *
 * @param number from 1, different from that of every run before
 * @param beginNanos by {@link System#nanoTime}, from which on messages are due
 * @param agreed the sequence of each message
 * @param fates the outcome of each message, written by its sender's lane alone
 */
public record Run(int number, Script script, long beginNanos, AgreedSequences agreed, byte[] fates) {

    private static final byte SENT = 1;
    private static final byte ACCEPTED = 2;
    private static final byte REFUSED = 4;

    public static Run of(int number, Script script, long beginNanos) {
        return new Run(number, script, beginNanos, new AgreedSequences(script.messages()), new byte[script.messages()]);
    }

    /** By {@link System#nanoTime}. */
    public long dueNanos(int message) {
        return beginNanos + script.due(message);
    }

    public void sent(int message) {
        fates[message] |= SENT;
    }

    /** @return whether it is new */
    public boolean accepted(int message) {
        boolean first = (fates[message] & ACCEPTED) == 0;
        fates[message] |= ACCEPTED;
        return first;
    }

    public void refused(int message) {
        fates[message] |= REFUSED;
    }

    public boolean wasSent(int message) {
        return (fates[message] & SENT) != 0;
    }

    public boolean wasAccepted(int message) {
        return (fates[message] & ACCEPTED) != 0;
    }

    public boolean wasRefused(int message) {
        return (fates[message] & REFUSED) != 0;
    }
}
