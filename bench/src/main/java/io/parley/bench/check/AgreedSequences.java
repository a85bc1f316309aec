package io.parley.bench.check;

import java.util.concurrent.atomic.AtomicLongArray;

/**
 * The sequence that each message of a run was given, as the first session that got it saw it: the others must have seen
 * the same. A message with two sequences was said twice. Safe for several threads.
 */
public final class AgreedSequences {

    private final AtomicLongArray sequences;

    public AgreedSequences(int messages) {
        sequences = new AtomicLongArray(messages);
    }

    /** @return whether nobody saw another sequence for this message */
    public boolean agrees(int message, long sequence) {
        long known = sequences.get(message);
        if (known == 0) {
            known = sequences.compareAndExchange(message, 0, sequence);
        }
        return known == 0 || known == sequence;
    }
}
