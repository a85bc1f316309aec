package io.parley.runtime.tls;

import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;

/**
 * Holds a certificate chain with the private key of its first certificate.
 *
 * @param chain not empty
 */
public record Identity(List<X509Certificate> chain, PrivateKey key) {

    private static final byte[] PROOF = {1, 2, 3, 4};

    public Identity {
        chain = List.copyOf(chain);
    }

    /** The time until which clients accept the certificate. */
    public Instant end() {
        return chain.get(0).getNotAfter().toInstant();
    }

    public boolean isValidAt(Instant time) {
        X509Certificate own = chain.get(0);
        return !time.isBefore(own.getNotBefore().toInstant())
                && !time.isAfter(own.getNotAfter().toInstant());
    }

    /** Whether the key belongs to the certificate: one verifies what the other signs. */
    public boolean isMatching() {
        try {
            Signature signature = Signature.getInstance(algorithm());
            signature.initSign(key);
            signature.update(PROOF);
            byte[] signed = signature.sign();
            signature.initVerify(chain.get(0).getPublicKey());
            signature.update(PROOF);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            // A key of another type than the certificate's.
            return false;
        }
    }

    private String algorithm() {
        return switch (key.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> key.getAlgorithm();
        };
    }

    /** Leaves out the key. */
    @Override
    public String toString() {
        return "Identity[" + chain.get(0).getSubjectX500Principal() + "]";
    }
}
