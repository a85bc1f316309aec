package io.parley.push.http;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PrivateKey;
import java.security.Signature;
import java.util.Base64;
import java.util.Map;
import java.util.TreeMap;

/** Signs JSON Web Tokens (RFC 7519) in their compact form. */
public enum SignedToken {
    /** RSA with SHA-256. */
    RS256("SHA256withRSA"),

    /** ECDSA on P-256 with SHA-256, in the plain form of RFC 7518 rather than DER. */
    ES256("SHA256withECDSAinP1363Format");

    private static final ObjectMapper JSON = new ObjectMapper();

    private final String algorithm;

    SignedToken(String algorithm) {
        this.algorithm = algorithm;
    }

    /**
     * Signs claims.
     *
     * @param header further members of the header
     * @throws GeneralSecurityException if the key isn't of the algorithm
     */
    public String sign(Map<String, ?> header, Map<String, ?> claims, PrivateKey key) throws GeneralSecurityException {
        Map<String, Object> all = new TreeMap<>(header);
        all.put("alg", name());
        all.put("typ", "JWT");
        String content = encoded(json(all)) + '.' + encoded(json(claims));
        Signature signature = Signature.getInstance(algorithm);
        signature.initSign(key);
        signature.update(content.getBytes(StandardCharsets.US_ASCII));
        return content + '.' + encoded(signature.sign());
    }

    private static byte[] json(Map<String, ?> members) {
        try {
            return JSON.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("claims that are no JSON", e);
        }
    }

    private static String encoded(byte[] bytes) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }
}
