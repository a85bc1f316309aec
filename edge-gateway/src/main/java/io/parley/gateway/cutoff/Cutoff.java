package io.parley.gateway.cutoff;

import java.time.Instant;
import java.util.Optional;

/**
 * Says why a token that is genuine and not expired lets nobody in.
 *
 * @param until when that ends by itself, if it does
 */
public record Cutoff(Cause cause, Optional<Instant> until) {

    /** Lists the reasons. */
    public enum Cause {
        /** An operator has suspended the user: no token helps. */
        SUSPENDED("suspended"),
        /** An operator has ended the token, or all that the user had: a fresh one helps. */
        SIGNED_OUT("signed-out"),
        /** The key that signed the token has left the key set: a token of another key helps. */
        KEY_WITHDRAWN("key-withdrawn");

        private final String label;

        Cause(String label) {
            this.label = label;
        }

        /** The value of a metric's label. */
        public String label() {
            return label;
        }
    }

    static Cutoff of(Cause cause) {
        return new Cutoff(cause, Optional.empty());
    }
}
