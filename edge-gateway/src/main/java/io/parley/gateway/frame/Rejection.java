package io.parley.gateway.frame;

import io.parley.avro.Refused;
import io.parley.protocol.OutcomeCode;
import io.parley.protocol.RejectCode;
import io.parley.protocol.RejectReason;

import java.time.Duration;

/**
 * Describes a refusal, for a {@code rejected} frame.
 *
 * @param code one of the protocol's codes
 * @param message for people; never contains the client's input
 * @param retryAfterMs in milliseconds, or null when a retry is pointless
 * @param held whether it waits for a moderator, and may still take effect
 */
public record Rejection(Correlation correlation, String code, String message, Long retryAfterMs, boolean held) {

    /** Long enough for most shortages to pass, and short enough for somebody who waits. */
    private static final Duration USUAL_WAIT = Duration.ofSeconds(1);

    private static final Duration JUST_UNDER_A_MILLISECOND = Duration.ofNanos(999_999);

    public Rejection(Correlation correlation, String code, String message, Long retryAfterMs) {
        this(correlation, code, message, retryAfterMs, false);
    }

    /** Makes the rejection of a refused command. A held one is sent as forbidden, which every client knows. */
    public static Rejection of(Correlation correlation, Refused refused) {
        boolean held = refused.getCode().equals(OutcomeCode.HELD);
        String code = held ? RejectCode.FORBIDDEN.wireName() : refused.getCode();
        return new Rejection(correlation, code, refused.getMessage(), refused.getRetryAfterMs(), held);
    }

    public static Rejection of(Correlation correlation, RejectReason reason) {
        return of(correlation, reason.code(), reason.text());
    }

    /** Makes a rejection with a text of its own, about a field of the frame. */
    public static Rejection of(Correlation correlation, RejectCode code, String message) {
        return new Rejection(correlation, code.wireName(), message, null);
    }

    /** Makes the rejection of a request that may be sent again after the usual second. */
    public static Rejection retryable(Correlation correlation, RejectReason reason) {
        return retryable(correlation, reason, USUAL_WAIT);
    }

    /** @param retryAfter is sent in milliseconds, rounded up */
    public static Rejection retryable(Correlation correlation, RejectReason reason, Duration retryAfter) {
        return new Rejection(
                correlation,
                reason.code().wireName(),
                reason.text(),
                retryAfter.plus(JUST_UNDER_A_MILLISECOND).toMillis());
    }

    public static Rejection notAMember(Correlation correlation) {
        return of(correlation, RejectReason.NOT_A_MEMBER);
    }
}
