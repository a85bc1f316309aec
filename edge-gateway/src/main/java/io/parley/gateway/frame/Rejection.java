package io.parley.gateway.frame;

import io.parley.avro.Refused;
import io.parley.protocol.RejectCode;

import java.time.Duration;

/**
 * Describes a refusal, for a {@code rejected} frame.
 *
 * @param code one of the protocol's codes
 * @param message for people; never holds what the client wrote
 * @param retryAfterMs in milliseconds, or null when trying again is pointless
 * @param held whether it waits for somebody's judgement, and may take effect yet
 */
public record Rejection(Correlation correlation, String code, String message, Long retryAfterMs, boolean held) {

    /** How the log of outcomes says that a command is held. */
    private static final String HELD = "held";

    private static final Duration JUST_UNDER_A_MILLISECOND = Duration.ofNanos(999_999);

    public Rejection(Correlation correlation, String code, String message, Long retryAfterMs) {
        this(correlation, code, message, retryAfterMs, false);
    }

    /** What became of a command in the log. One that is held is forbidden to clients that know no better. */
    public static Rejection of(Correlation correlation, Refused refused) {
        boolean held = refused.getCode().equals(HELD);
        String code = held ? RejectCode.FORBIDDEN.wireName() : refused.getCode();
        return new Rejection(correlation, code, refused.getMessage(), refused.getRetryAfterMs(), held);
    }

    public static Rejection of(Correlation correlation, RejectCode code, String message) {
        return new Rejection(correlation, code.wireName(), message, null);
    }

    /** @param retryAfter is sent in milliseconds, rounded up */
    public static Rejection retryable(Correlation correlation, RejectCode code, String message, Duration retryAfter) {
        return new Rejection(
                correlation,
                code.wireName(),
                message,
                retryAfter.plus(JUST_UNDER_A_MILLISECOND).toMillis());
    }

    public static Rejection notAMember(Correlation correlation) {
        return of(correlation, RejectCode.NOT_A_MEMBER, RejectCode.NOT_A_MEMBER.message());
    }
}
