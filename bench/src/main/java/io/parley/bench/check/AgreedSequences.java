package io.parley.bench.check;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * Compares the sequences of a run's messages between sessions: the first session that gets a message sets its sequence,
 * and all others have to see the same. A message with two sequences was stored twice. Safe for several threads.
 */
public final class AgreedSequences {

    private final AtomicLongArray sequences;

    public AgreedSequences(int messages) {
        sequences = new AtomicLongArray(messages);
    }

    /** @return whether no session saw another sequence for this message */
    public boolean agrees(int message, long sequence) {
        long known = sequences.get(message);
        if (known == 0) {
            known = sequences.compareAndExchange(message, 0, sequence);
        }
        return known == 0 || known == sequence;
    }
}
