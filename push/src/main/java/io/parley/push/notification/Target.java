package io.parley.push.notification;

/** Says where a provider finds a device. */
public sealed interface Target permits AppToken, WebSubscription {

    /** Identifies the device among all of its provider: the token or the endpoint. Never logged. */
    String device();
}
