package io.parley.push.notification;

/**
 * Holds the subscription of a browser or a UnifiedPush distributor (RFC 8030, RFC 8291).
 *
 * @param endpoint an address that the client gave, and therefore isn't trusted
 * @param publicKey the subscriber's P-256 point in 65 bytes, base64url: {@code p256dh}
 * @param secret the authentication secret of 16 bytes, base64url: {@code auth}
 */
public record WebSubscription(String endpoint, String publicKey, String secret) implements Target {

    @Override
    public String device() {
        return endpoint;
    }

    /** Hides the endpoint and the keys: who knows them can write to the device. */
    @Override
    public String toString() {
        return "WebSubscription";
    }
}
