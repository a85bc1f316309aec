package io.parley.runtime.tls;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.InvalidKeySpecException;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Parses certificates and private keys in PEM (RFC 7468). */
public final class Pem {

    private static final Pattern PKCS8 =
            Pattern.compile("-----BEGIN PRIVATE KEY-----([A-Za-z0-9+/=\\s]+)-----END PRIVATE KEY-----");

    private static final Pattern CERTIFICATE =
            Pattern.compile("-----BEGIN CERTIFICATE-----[A-Za-z0-9+/=\\s]+-----END CERTIFICATE-----");

    private Pem() {}

    /** Returns all certificates in their order; none for a text without any. */
    public static List<X509Certificate> certificates(byte[] text) throws CertificateException {
        return CertificateFactory.getInstance("X.509").generateCertificates(new ByteArrayInputStream(text)).stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    /** Returns all certificates of a text that may hold other blocks too, such as a key; none for one without any. */
    public static List<X509Certificate> certificatesIn(String text) throws CertificateException {
        String blocks =
                CERTIFICATE.matcher(text).results().map(MatchResult::group).collect(Collectors.joining("\n"));
        return certificates(blocks.getBytes(StandardCharsets.US_ASCII));
    }

    /**
     * Returns the first private key, which is PKCS #8 and not encrypted.
     *
     * @param algorithms that it may be of, by the names of {@link KeyFactory}
     * @throws GeneralSecurityException if there is none of these
     */
    public static PrivateKey privateKey(String text, List<String> algorithms) throws GeneralSecurityException {
        Matcher pem = PKCS8.matcher(text);
        if (!pem.find()) {
            throw new InvalidKeySpecException("no block PRIVATE KEY");
        }
        PKCS8EncodedKeySpec encoded = new PKCS8EncodedKeySpec(decoded(pem.group(1)));
        InvalidKeySpecException last = new InvalidKeySpecException("of no algorithm");
        // The encoding contains the algorithm, but no interface of the platform returns it.
        for (String algorithm : algorithms) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(encoded);
            } catch (InvalidKeySpecException e) {
                last = e;
            }
        }
        throw last;
    }

    private static byte[] decoded(String base64) throws InvalidKeySpecException {
        try {
            return Base64.getMimeDecoder().decode(base64);
        } catch (IllegalArgumentException e) {
            throw new InvalidKeySpecException("not Base64", e);
        }
    }
}
