package io.parley.gateway.cutoff;

import io.parley.gateway.auth.Credential;

import java.time.Clock;
import java.util.Optional;

/** Combines what operators have ended with the keys that were withdrawn. Thread-safe. */
public final class Cutoffs implements CutoffRules {

    private final Suspensions suspensions;
    private final WithdrawnKeys keys;
    private final Clock clock;

    public Cutoffs(Suspensions suspensions, WithdrawnKeys keys, Clock clock) {
        this.suspensions = suspensions;
        this.keys = keys;
        this.clock = clock;
    }

    @Override
    public long version() {
        // Neither ever shrinks, so a change of either changes the sum.
        return suspensions.version() + keys.version();
    }

    @Override
    public Optional<Cutoff> cutoff(Credential credential) {
        return suspensions.cutoff(credential, clock.instant()).or(() -> keys.cutoff(credential));
    }
}
