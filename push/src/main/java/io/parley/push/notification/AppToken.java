package io.parley.push.notification;

import java.util.Optional;

/**
 * Holds the token of an app on a device, by which APNs and FCM find it.
 *
 * @param token the provider's, as the app registered it
 * @param app the topic of APNs, an app's bundle id; empty: that of the installation
 */
public record AppToken(String token, Optional<String> app) implements Target {

    @Override
    public String device() {
        return token;
    }

    /** Hides the token, with which anybody who has the provider's key could write to the device. */
    @Override
    public String toString() {
        return "AppToken[" + app.orElse("") + "]";
    }
}
