package io.parley.gateway.limit;

import io.parley.gateway.limit.UnsentBytes.State;

import java.util.concurrent.atomic.AtomicLong;

/** Counts unsent bytes by the state of their sessions. Thread-safe. */
final class UnsentTotals {

    private final AtomicLong lives = new AtomicLong();
    private final AtomicLong shed = new AtomicLong();
    private final AtomicLong cut = new AtomicLong();

    void add(State state, long bytes) {
        counter(state).addAndGet(bytes);
    }

    long of(State state) {
        return counter(state).get();
    }

    long sum() {
        return lives.get() + shed.get() + cut.get();
    }

    /** Whether neither those that live nor those that were shed are above a bound. */
    boolean isWithin(long bound) {
        return lives.get() <= bound && shed.get() <= bound;
    }

    private AtomicLong counter(State state) {
        return switch (state) {
            case LIVES -> lives;
            case SHED -> shed;
            case CUT -> cut;
        };
    }
}
