package io.parley.admin.act;

/** Says why an act was not done; nothing was changed, unless the kind says otherwise. */
public final class ActRefusedException extends Exception {

    private static final long serialVersionUID = 1;

    private final Kind kind;

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
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }
}
