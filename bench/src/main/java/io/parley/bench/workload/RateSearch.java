package io.parley.bench.workload;

import java.util.OptionalDouble;

/**
 * Finds the highest rate that holds: doubles it until one fails, halves the distance until it is small, and then tries
 * the best one again, since one lucky run proves nothing. Pure: it returns the rates to try, and takes their results.
 *
 * <pre>
 *   RAMP ──first that fails──► BISECT ──close enough──► CONFIRM ──most of the repeats held──► DONE
 *                                                          └──they didn't: a step lower, again
 * </pre>
 */
public final class RateSearch {

    private static final double GROWTH = 2;
    private static final double LOWEST = 1;

    private enum Phase {
        RAMP,
        BISECT,
        CONFIRM,
        DONE
    }

    private final double precision;
    private final int repeats;
    private Phase phase = Phase.RAMP;
    private double candidate;
    private double held;
    private double failed = Double.POSITIVE_INFINITY;
    private int heldRepeats;
    private int failedRepeats;

    /**
     * @param from the first rate to try
     * @param precision the distance of the best and the worst rate at which the search ends: 0.1 is a tenth
     * @param repeats trials of the best rate; most have to hold
     */
    public RateSearch(double from, double precision, int repeats) {
        if (!(from >= LOWEST) || !(precision > 0) || repeats < 1) {
            throw new IllegalArgumentException("a search begins at " + LOWEST
                    + " message per second or more, with a precision above 0 and 1 repeat or more");
        }
        this.candidate = from;
        this.precision = precision;
        this.repeats = repeats;
    }

    /** The rate to try next; empty when the search is over. */
    public OptionalDouble next() {
        return phase == Phase.DONE ? OptionalDouble.empty() : OptionalDouble.of(candidate);
    }

    /** Records the result of {@link #next}. */
    public void record(boolean itHeld) {
        switch (phase) {
            case RAMP, BISECT -> narrow(itHeld);
            case CONFIRM -> confirm(itHeld);
            case DONE -> throw new IllegalStateException("the search is over");
        }
    }

    /** The highest rate that held; 0 when none did. */
    public double best() {
        return held;
    }

    /** Whether the best rate held most of its repeated trials. */
    public boolean isConfirmed() {
        return phase == Phase.DONE && held > 0;
    }

    private void narrow(boolean itHeld) {
        if (itHeld) {
            held = candidate;
        } else {
            failed = candidate;
        }
        if (failed == Double.POSITIVE_INFINITY) {
            candidate = held * GROWTH;
        } else if (held == 0) {
            candidate = failed / GROWTH;
            phase = candidate < LOWEST ? Phase.DONE : Phase.RAMP;
        } else if (failed / held > 1 + precision) {
            phase = Phase.BISECT;
            candidate = Math.sqrt(held * failed);
        } else {
            beginToConfirm(held, 1);
        }
    }

    private void beginToConfirm(double rate, int alreadyHeld) {
        phase = Phase.CONFIRM;
        candidate = rate;
        heldRepeats = alreadyHeld;
        failedRepeats = 0;
        decide();
    }

    private void confirm(boolean itHeld) {
        if (itHeld) {
            heldRepeats++;
        } else {
            failedRepeats++;
        }
        decide();
    }

    private void decide() {
        if (2 * heldRepeats > repeats) {
            held = candidate;
            phase = Phase.DONE;
        } else if (2 * failedRepeats >= repeats) {
            held = 0;
            double lower = candidate / (1 + precision);
            if (lower < LOWEST) {
                phase = Phase.DONE;
            } else {
                beginToConfirm(lower, 0);
            }
        }
    }
}
