package io.parley.admin.act;

import java.util.Optional;

/** Says why an act was not done; nothing was changed, unless the kind says otherwise. */
public final class ActRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;
    private final String code;

    /** Lists what may stand against an act. */
    public enum Kind {
        /** The subject isn't there. */
        NOT_FOUND,
        /** Things are not such that it could be done. */
        CONFLICT,
        /** The log doesn't answer: it may or may not have been done, and may be asked for again. */
        UNAVAILABLE
    }

    public ActRefusedException(Kind kind, String message) {
        this(kind, message, null);
    }

    public ActRefusedException(Kind kind, String message, Throwable cause) {
        this(kind, null, message, cause);
    }

    /**
     * Makes the refusal of a command.
     *
     * @param code by which the client protocol names it
     */
    public static ActRefusedException ofCommand(Kind kind, String code, String message) {
        return new ActRefusedException(kind, code, message, null);
    }

    private ActRefusedException(Kind kind, String code, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
        this.code = code;
    }

    /** Returns the code by which the client protocol names the refusal; empty when it is none of a command. */
    public Optional<String> code() {
        return Optional.ofNullable(code);
    }

    public Kind kind() {
        return kind;
    }
}
