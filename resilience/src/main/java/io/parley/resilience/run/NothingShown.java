package io.parley.resilience.run;

/** Reports a run that shows nothing, since no load met its faults: the machine was too full, not Parley at fault. */
public final class NothingShown extends IllegalStateException {

    private static final long serialVersionUID = 1;

    NothingShown(String reason) {
        super(reason);
    }
}
