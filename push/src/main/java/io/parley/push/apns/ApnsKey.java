package io.parley.push.apns;

/**
 * Identifies us to Apple.
 *
 * @param pem the signing key, the content of the {@code .p8} file
 * @param teamId of the account
 * @param keyId of the key
 */
public record ApnsKey(String pem, String teamId, String keyId) {

    /** Hides the key. */
    @Override
    public String toString() {
        return "ApnsKey[" + keyId + "]";
    }
}
