package io.parley.gateway.session;

import io.parley.gateway.auth.Credential;
import io.parley.gateway.cutoff.Cutoff;
import io.parley.gateway.cutoff.CutoffRules;

import java.util.Optional;
import java.util.function.Predicate;

/** Ends the credentials that a test names. */
public final class TestCutoffs implements CutoffRules {

    private Predicate<Credential> ended = credential -> false;
    private Cutoff.Cause cause;
    private long version;

    /** From now on these let nobody in. */
    public void end(Cutoff.Cause why, Predicate<Credential> which) {
        cause = why;
        ended = which;
        version++;
    }

    @Override
    public long version() {
        return version;
    }

    @Override
    public Optional<Cutoff> cutoff(Credential credential) {
        return ended.test(credential) ? Optional.of(new Cutoff(cause, Optional.empty())) : Optional.empty();
    }
}
