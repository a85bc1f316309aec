package io.parley.gateway;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A key of an identity provider's: signs tokens, and is published without its private half. */
final class TokenKey {

    static final List<String> ALGORITHMS = List.of("RS256", "ES256", "EdDSA");

    private final JWSAlgorithm algorithm;
    private final String signature;
    private final PrivateKey signer;
    private final JWK published;

    private TokenKey(String algorithm, String signature, PrivateKey signer, JWK published) {
        this.algorithm = JWSAlgorithm.parse(algorithm);
        this.signature = signature;
        this.signer = signer;
        this.published = published;
    }

    /** A new key for this algorithm, under a name of its own. */
    static TokenKey create(String algorithm, String name) throws Exception {
        switch (algorithm) {
            case "RS256": {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
                generator.initialize(2_048);
                KeyPair keys = generator.generateKeyPair();
                RSAKey rsa = new RSAKey.Builder((RSAPublicKey) keys.getPublic())
                        .keyID(name)
                        .build();
                return new TokenKey(algorithm, "SHA256withRSA", keys.getPrivate(), rsa);
            }
            case "ES256": {
                KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
                generator.initialize(256);
                KeyPair keys = generator.generateKeyPair();
                ECKey ec = new ECKey.Builder(Curve.P_256, (ECPublicKey) keys.getPublic())
                        .keyID(name)
                        .build();
                return new TokenKey(algorithm, "SHA256withECDSAinP1363Format", keys.getPrivate(), ec);
            }
            case "EdDSA": {
                KeyPair keys = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
                byte[] info = keys.getPublic().getEncoded();
                byte[] raw = Arrays.copyOfRange(info, info.length - 32, info.length);
                OctetKeyPair pair = new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(raw))
                        .keyID(name)
                        .build();
                return new TokenKey(algorithm, "Ed25519", keys.getPrivate(), pair);
            }
            default:
                throw new IllegalArgumentException(algorithm);
        }
    }

    /** A token of this user, valid for so long. */
    String token(String userId, Duration life) throws Exception {
        return token(userId, life, Map.of());
    }

    /** A token of this user, issued now, valid for so long, with further claims. */
    String token(String userId, Duration life, Map<String, String> further) throws Exception {
        JWSHeader header =
                new JWSHeader.Builder(algorithm).keyID(published.getKeyID()).build();
        Instant now = Instant.now();
        JWTClaimsSet.Builder builder = new JWTClaimsSet.Builder()
                .subject(userId)
                .issueTime(Date.from(now))
                .expirationTime(Date.from(now.plus(life)));
        further.forEach(builder::claim);
        JWTClaimsSet claims = builder.build();
        String signed = header.toBase64URL() + "." + Base64URL.encode(claims.toString());
        Signature signing = Signature.getInstance(signature);
        signing.initSign(signer);
        signing.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64URL.encode(signing.sign());
    }

    /** The key set that a provider publishes. */
    static byte[] published(TokenKey... keys) {
        List<JWK> all = Stream.of(keys).map(key -> key.published).toList();
        return new JWKSet(all).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
    }
}
