package io.parley.gateway.frame;

import java.time.Duration;

/**
 * A refusal, as a {@code rejected} frame says it.
 *
 * @param code one of the protocol's codes
 * @param message for people; never holds what the client wrote
 * @param retryAfterMs in milliseconds, or null when trying again is pointless
 */
public record Rejection(Correlation correlation, String code, String message, Long retryAfterMs) {

    private static final Duration JUST_UNDER_A_MILLISECOND = Duration.ofNanos(999_999);

    public static Rejection of(Correlation correlation, RejectCode code, String message) {
        return new Rejection(correlation, code.wireName(), message, null);
    }

    /** @param retryAfter is told in milliseconds, never too few of them */
    public static Rejection retryable(Correlation correlation, RejectCode code, String message, Duration retryAfter) {
        return new Rejection(
                correlation,
                code.wireName(),
                message,
                retryAfter.plus(JUST_UNDER_A_MILLISECOND).toMillis());
    }

    public static Rejection notAMember(Correlation correlation) {
        return of(correlation, RejectCode.NOT_A_MEMBER, "you are not a member of this conversation");
    }
}
