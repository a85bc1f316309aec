package io.parley.gateway.limit;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * Draws one session's work from its own, its user's and its address's budgets: what is known beforehand when it is
 * asked for, and what shows afterwards on credit. Thread-safe.
 */
public final class Budget {

    private static final int UNIT_BYTES = 1 << 10;

    private final List<Source<?>> sources;

    Budget(List<Source<?>> sources) {
        this.sources = sources;
    }

    /** Takes the work out of all budgets; if one has too little, takes nothing and returns which, and how long to wait. */
    public Optional<Shortage> take(Work work) {
        for (int i = 0; i < sources.size(); i++) {
            Optional<Duration> wait = sources.get(i).take(work);
            if (wait.isPresent()) {
                sources.subList(0, i).forEach(source -> source.giveBack(work));
                return Optional.of(new Shortage(sources.get(i).of(), wait.get()));
            }
        }
        return Optional.empty();
    }

    /** Charges the bytes of an answer. */
    public void answered(int bytes) {
        Work work = Work.request(bytes / UNIT_BYTES);
        sources.forEach(source -> source.charge(work));
    }
}
