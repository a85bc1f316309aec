package io.parley.gateway.cutoff;

import io.parley.gateway.auth.Credential;

import java.util.Optional;

/** Decides whether a credential still lets its user in. Thread-safe; never blocks. */
public interface CutoffRules {

    /** Grows whenever a credential that let its user in may no longer do so. */
    long version();

    /** Why this credential lets nobody in, if that is so. */
    Optional<Cutoff> cutoff(Credential credential);
}
