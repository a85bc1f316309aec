package io.parley.topologies.notify;

import io.parley.avro.TextMode;
import io.parley.topologies.notify.device.Breaker;

import java.time.Duration;

/**
 * Configures the notifications of devices. Keys, bounds and defaults are in {@link NotifySettings}.
 *
 * @param pace the least time between two notifications of a conversation to a user
 * @param alarmAge how old a message may be to make a sound
 * @param timeToLive how long a notification is of use
 * @param devices the most that a user may have
 * @param text the most that a notification may show, on any device
 * @param badTokens beyond which tokens are kept that providers don't know
 */
public record NotifyConfig(
        Duration pace, Duration alarmAge, Duration timeToLive, int devices, TextMode text, Breaker.Limit badTokens) {

    /** Returns the defaults. */
    public static NotifyConfig standard() {
        return new NotifyConfig(
                Duration.ofSeconds(5),
                Duration.ofHours(1),
                Duration.ofDays(28),
                20,
                TextMode.FULL,
                new Breaker.Limit(10, 5));
    }
}
