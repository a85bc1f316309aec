package io.parley.push.web;

import io.parley.runtime.tls.Pem;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.List;

/**
 * Identifies the installation to push services (RFC 8292). Browsers subscribe with the public key.
 *
 * @param privateKey on P-256
 * @param publicKey the point in 65 bytes, base64url
 * @param contact a {@code mailto:} or {@code https:} address of those who run the installation
 */
public record VapidKeys(PrivateKey privateKey, String publicKey, String contact) {

    private static final String ALGORITHM = "SHA256withECDSA";

    /**
     * Reads the keys.
     *
     * @param pem of the private key, PKCS #8
     * @throws IllegalArgumentException if they are none or don't belong together, saying nothing of the private one
     */
    public static VapidKeys parse(String pem, String publicKey, String contact) {
        try {
            PrivateKey key = Pem.privateKey(pem, List.of("EC"));
            requirePair(key, publicKey);
            return new VapidKeys(key, publicKey, contact);
        } catch (GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    "VAPID keys (expected: a private key on P-256 in PEM, and its public one in base64url; "
                            + e.getMessage() + ")",
                    e);
        }
    }

    private static void requirePair(PrivateKey key, String publicKey) throws GeneralSecurityException {
        byte[] content = "pair".getBytes(StandardCharsets.US_ASCII);
        Signature signing = Signature.getInstance(ALGORITHM);
        signing.initSign(key);
        signing.update(content);
        Signature verifying = Signature.getInstance(ALGORITHM);
        verifying.initVerify(P256.decode(Base64.getUrlDecoder().decode(publicKey)));
        verifying.update(content);
        if (!verifying.verify(signing.sign())) {
            throw new GeneralSecurityException("they don't belong together");
        }
    }

    /** Hides the private key. */
    @Override
    public String toString() {
        return "VapidKeys[" + publicKey + "]";
    }
}
