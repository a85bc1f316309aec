package io.parley.resilience.judge;

/**
 * Names a place in a journal where an invariant doesn't hold.
 *
 * @param what where, and what was found instead
 */
public record Violation(Invariant invariant, String what) {

    @Override
    public String toString() {
        return invariant + " (" + invariant.meaning() + "): " + what;
    }
}
