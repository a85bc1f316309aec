package io.parley.push.provider;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Says what became of a notification, and what to do about it: a provider's answer, judged. */
public sealed interface Answer {

    /** The code for outcomes and metrics: the provider's word, or ours for what has none. Never a token or a text. */
    String code();

    /** The provider has it. */
    record Sent(String code) implements Answer {}

    /** Nothing was sent, as the platform has no such notification. */
    record Skipped(String code) implements Answer {}

    /**
     * The token is dead.
     *
     * @param since when the provider noticed, if it says so; a device that registered later has a new one
     */
    record Gone(String code, Optional<Instant> since) implements Answer {}

    /** The provider refuses it, by a fault of ours: a key, a certificate, a clock, a payload. A retry is of no use. */
    record Refused(String code) implements Answer {}

    /** The payload is too large: it is sent once more without a text. */
    record TooLarge(String code) implements Answer {}

    /** This device gets too much: others go on. */
    record DeviceBusy(String code, Duration atLeast) implements Answer {}

    /** The provider is slow, full or away: all wait. */
    record ProviderBusy(String code, Duration atLeast) implements Answer {}
}
