package io.parley.admin.access;

import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Lists what a caller of the admin interface may do: roles of people, and scopes of back ends. */
public enum Role {
    /** Runs the installation: may do everything that changes something, but not speak. */
    OPERATOR,
    /** Helps users: may sign them out, end their tokens, and look at them. */
    SUPPORT,
    /** Looks at what was done, and at conversations with what was said in them. */
    COMPLIANCE,
    /** A back end creates conversations. */
    CREATE,
    /** A back end adds and removes members, changes their roles, and renames conversations. */
    MEMBERS,
    /** A back end sends messages as itself. */
    SEND,
    /** A back end does what else it may in the right of a user whom it names. */
    ON_BEHALF,
    /** A back end looks at users and conversations, without what was said. */
    LOOK;

    /** The roles that people have. */
    public static final Set<Role> PEOPLE = Set.of(OPERATOR, SUPPORT, COMPLIANCE);

    /** The roles that look at what users keep to themselves: from where they sign in, whom they have blocked. */
    public static final Set<Role> PRIVACY = Set.of(SUPPORT, COMPLIANCE);

    /** All of them as the file of tokens names them, for messages. */
    public static final String EXPECTATION = "operator, support, compliance, create, members, send, on-behalf, look";

    /** How it is written in the file of tokens and in audit records. */
    public String label() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The role that is written so. */
    public static Optional<Role> of(String label) {
        return Arrays.stream(values())
                .filter(role -> role.label().equals(label))
                .findFirst();
    }
}
