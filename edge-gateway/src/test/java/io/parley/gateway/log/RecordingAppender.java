package io.parley.gateway.log;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;

/** A topic in memory: keeps what is appended, and acknowledges at once, later, or not at all. */
public final class RecordingAppender<V> implements Appender<V> {

    private final List<V> values = new ArrayList<>();
    private final List<Acknowledgement> pending = new ArrayList<>();
    private boolean holding;
    private Exception failure;
    private Predicate<V> refused = value -> true;

    /** Acknowledges nothing until {@link #acknowledge}. */
    public void hold() {
        holding = true;
    }

    /** Fails everything from now on; null: no longer. */
    public void fail(Exception with) {
        failure = with;
        refused = value -> true;
    }

    /** Fails those values from now on. */
    public void fail(Predicate<V> those, Exception with) {
        failure = with;
        refused = those;
    }

    /** Acknowledges what was held. */
    public void acknowledge() {
        holding = false;
        List<Acknowledgement> held = List.copyOf(pending);
        pending.clear();
        held.forEach(each -> each.done(failure));
    }

    public List<V> values() {
        return values;
    }

    @Override
    public void append(String key, V value, Acknowledgement acknowledgement) {
        values.add(value);
        if (holding) {
            pending.add(acknowledgement);
        } else {
            acknowledgement.done(refused.test(value) ? failure : null);
        }
    }
}
