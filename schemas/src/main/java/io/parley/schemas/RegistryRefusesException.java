package io.parley.schemas;

/**
 * The schema registry doesn't take the credentials of this process, or isn't the one that it trusts. Trying again doesn't
 * help before somebody changes one or the other; the message is one line.
 */
public final class RegistryRefusesException extends RegistryUnavailableException {

    private static final long serialVersionUID = 1L;

    public RegistryRefusesException(String message, Throwable cause) {
        super(message, cause);
    }
}
