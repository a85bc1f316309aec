package io.parley.resilience.fault;

import io.parley.resilience.layout.Layout;

/** Breaks nothing, to compare with. */
record Nothing() implements Fault {

    @Override
    public String name() {
        return "none";
    }

    @Override
    public String description() {
        return "nothing is broken, to compare with";
    }

    @Override
    public void strike(Layout layout) {}
}
