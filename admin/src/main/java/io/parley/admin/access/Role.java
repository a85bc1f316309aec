package io.parley.admin.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Lists what somebody who uses the admin interface is there for. */
public enum Role {
    /** Runs the installation: may do everything that changes something. */
    OPERATOR,
    /** Helps users: may sign them out and end their tokens. */
    SUPPORT,
    /** Looks at what was done. */
    COMPLIANCE;

    /** How it is written in the file of tokens and in audit records. */
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The role that is written so. */
    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
