package io.parley.push.notification;

import java.time.Duration;
import java.time.Instant;

/**
 * Says how old a notification is and until when it is of use.
 *
 * @param sentAt when the message was sent
 * @param expiresAt when neither we nor a provider should send it any more
 */
public record Timing(Instant sentAt, Instant expiresAt) {

    /** Returns whether nobody should be bothered with it any more. */
    public boolean isExpired(Instant now) {
        return !now.isBefore(expiresAt);
    }

    /** Returns whether the message is older than this. */
    public boolean isOlder(Duration age, Instant now) {
        return sentAt.plus(age).isBefore(now);
    }

    /** Returns what is left until it expires, in seconds, at most that of the provider and at least 0. */
    public long secondsLeft(Instant now, Duration longest) {
        return Math.max(
                0,
                Math.min(longest.toSeconds(), Duration.between(now, expiresAt).toSeconds()));
    }
}
