package io.parley.history;

import com.datastax.oss.driver.api.core.AllNodesFailedException;
import com.datastax.oss.driver.api.core.auth.AuthenticationException;

import java.util.List;
import java.util.Optional;

import javax.net.ssl.SSLException;

/**
 * Says that the store doesn't take the credentials of this process, or isn't the one that it trusts. Waiting doesn't help;
 * the message is one line.
 */
public final class StoreRefusesException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    /** Cassandra's message when it can't look up a role, which passes. */
    private static final String UNDECIDED = "Unable to perform authentication";

    private StoreRefusesException(String message, Throwable cause) {
        super(message, cause);
    }

    /** Finds a refusal among the causes of a failed attempt to connect. */
    static Optional<StoreRefusesException> in(Throwable failure, HistoryConfig config) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            Optional<StoreRefusesException> refusal = of(cause, config);
            if (refusal.isEmpty() && cause instanceof AllNodesFailedException all) {
                refusal = all.getAllErrors().values().stream()
                        .flatMap(List::stream)
                        .flatMap(error -> in(error, config).stream())
                        .findFirst();
            }
            if (refusal.isPresent()) {
                return refusal;
            }
        }
        return Optional.empty();
    }

    private static Optional<StoreRefusesException> of(Throwable cause, HistoryConfig config) {
        String reason = String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
        if (cause instanceof AuthenticationException && !reason.contains(UNDECIDED)) {
            return Optional.of(new StoreRefusesException(
                    "the store at " + config.connection().contactPoints() + " refuses "
                            + config.connection()
                                    .credentials()
                                    .map(who -> "user " + who)
                                    .orElse("who doesn't log in") + ": "
                            + reason
                            + " (expected: history.username and history.password, as it wants them)",
                    cause));
        }
        if (cause instanceof SSLException) {
            return Optional.of(new StoreRefusesException(
                    "the store at " + config.connection().contactPoints() + ": no TLS with it: " + reason
                            + " (expected: a certificate that history.tls.trusted-certificates trusts, and one of this"
                            + " process where it asks for that)",
                    cause));
        }
        return Optional.empty();
    }
}
