package io.parley.runtime.kafka;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;

import java.util.Optional;

import javax.security.auth.login.LoginException;

/**
 * Says that the brokers don't take the credentials of this process, or don't allow it what it needs, or that it got no
 * credentials at all. Trying again doesn't help; the message is one line.
 */
public final class BrokersRefuseException extends IllegalStateException {

    private static final long serialVersionUID = 1L;

    private BrokersRefuseException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Finds a refusal among the causes of a failure.
     *
     * @param asked what the brokers were asked for, in a few words
     */
    public static Optional<BrokersRefuseException> in(Throwable failure, Brokers brokers, String asked) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof AuthenticationException) {
                return Optional.of(new BrokersRefuseException(
                        "the brokers at " + brokers + " refuse the login of this process, or it doesn't trust them: "
                                + line(cause) + " (expected: kafka.client.* as the brokers want it)",
                        failure));
            }
            if (cause instanceof LoginException) {
                return Optional.of(new BrokersRefuseException(
                        "the brokers at " + brokers
                                + " weren't asked, since this process can't get what it logs in with: " + line(cause)
                                + " (expected: kafka.client.sasl.* as its identity provider wants it)",
                        failure));
            }
            if (cause instanceof AuthorizationException) {
                return Optional.of(new BrokersRefuseException(
                        "the brokers at " + brokers + " don't allow this process " + asked + ": " + line(cause)
                                + " (expected: the ACLs that ./parley acls prints)",
                        failure));
            }
        }
        return Optional.empty();
    }

    /**
     * Throws the refusal among the causes of a failure, if there is one.
     *
     * @param asked what the brokers were asked for, in a few words
     */
    public static void throwIfIn(Throwable failure, Brokers brokers, String asked) {
        Optional<BrokersRefuseException> refusal = in(failure, brokers, asked);
        if (refusal.isPresent()) {
            throw refusal.get();
        }
    }

    private static String line(Throwable cause) {
        return String.valueOf(cause.getMessage()).lines().findFirst().orElse("");
    }
}
