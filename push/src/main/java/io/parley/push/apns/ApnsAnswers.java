package io.parley.push.apns;

import io.parley.push.provider.Answer;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Judges the reasons for which APNs rejects a notification. Pure. */
final class ApnsAnswers {

    /** Apple wants no more than a token in twenty minutes; the one that it has is asked for again sooner. */
    private static final Duration TOKEN_PAUSE = Duration.ofMinutes(1);

    private static final int SERVER_ERROR = 500;

    private ApnsAnswers() {}

    /**
     * Judges a rejection.
     *
     * @param reason the provider's word; empty if it gave none
     * @param since when the token ceased to be valid, for a token that did
     */
    static Answer rejected(int status, Optional<String> reason, Optional<Instant> since) {
        String code = reason.orElse(Integer.toString(status));
        return switch (code) {
            case "Unregistered", "ExpiredToken", "BadDeviceToken", "DeviceTokenNotForTopic" ->
                new Answer.Gone(code, since);
            case "PayloadTooLarge" -> new Answer.TooLarge(code);
            case "TooManyRequests" -> new Answer.DeviceBusy(code, Duration.ZERO);
            case "TooManyProviderTokenUpdates" -> new Answer.ProviderBusy(code, TOKEN_PAUSE);
            default -> status >= SERVER_ERROR ? new Answer.ProviderBusy(code, Duration.ZERO) : new Answer.Refused(code);
        };
    }
}
