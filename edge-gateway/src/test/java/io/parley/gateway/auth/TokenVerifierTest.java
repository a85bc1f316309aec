package io.parley.gateway.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.JWSSigner;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.OctetKeyPair;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jose.util.Base64URL;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.PlainJWT;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.parley.gateway.GatewaySetup;
import io.parley.gateway.auth.AuthConfig.DevTokenAccess;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.gateway.auth.TokenVerdict.Undecided;
import io.parley.schemas.UserId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.interfaces.EdECPublicKey;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Date;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

class TokenVerifierTest {

    private static final String SECRET = "a secret of more than forty-eight bytes, for HS384 as well";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @TempDir
    private Path folder;

    private TokenVerifier verifier =
            verifier(GatewaySetup.with("token.secret", SECRET).auth());

    @AfterEach
    void close() {
        verifier.close();
    }

    @Test
    void shouldAcceptATokenWhenItIsSignedWithTheSecret() throws Exception {
        // Given
        String token = signed(claims().claim("device", "phone").build());

        // When
        TokenVerdict verdict = verify(token);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.user()).isEqualTo(new UserId("alice"));
            assertThat(accepted.device()).contains("phone");
            assertThat(accepted.expiresAt()).isEqualTo(NOW.plusSeconds(60));
        });
    }

    @Test
    void shouldRefuseATokenWhenAnythingAboutItIsWrong() throws Exception {
        assertRefused("rubbish", "not a signed JWT");
        assertRefused(new PlainJWT(claims().build()).serialize(), "not a signed JWT");
        assertRefused("x".repeat(9_000), "too long");
        assertRefused(signed(claims().build(), new MACSigner(SECRET + "!"), JWSAlgorithm.HS256), "not signed by");
        assertRefused(signed(claims().build(), new MACSigner(SECRET), JWSAlgorithm.HS384), "not signed by");
        assertRefused(signed(claims().expirationTime(null).build()), "exp is missing");
        assertRefused(signed(claims().expirationTime(Date.from(NOW)).build()), "expired");
        assertRefused(
                signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(6))).build()), "not valid yet");
        assertRefused(signed(claims().subject("no user id").build()), "sub is no user id");
        assertRefused(signed(claims().subject(null).build()), "sub is no user id");
        assertRefused(signed(claims().claim("sub", 5).build()), "sub is no user id");
        String token = signed(claims().build());
        assertRefused(token.substring(0, token.length() - 2) + "xx", "not signed by");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "[]", "7", "\"alice\"", "", "{", "{}", "{\"alg\":null}", "{\"alg\":7}"})
    void shouldRefuseATokenWhenItsHeaderIsNone(String header) {
        // Given
        String token = Base64URL.encode(header) + "." + Base64URL.encode("{}") + "." + Base64URL.encode("x");

        // When
        TokenVerdict verdict = verify(token);

        // Then
        assertThat(verdict).isEqualTo(new Refused("not a signed JWT"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"[]", "\"alice\"", "null", "7", "", "{", "{\"sub\":null}", "{\"sub\":\"alice\",\"exp\":\"x\"}"})
    void shouldRefuseATokenWhenWhatIsSignedHoldsNoProperClaims(String payload) throws Exception {
        // Given
        JWSObject token = new JWSObject(new JWSHeader(JWSAlgorithm.HS256), new Payload(payload));
        token.sign(new MACSigner(SECRET));

        // When
        TokenVerdict verdict = verify(token.serialize());

        // Then
        assertThat(verdict).isInstanceOf(Refused.class);
    }

    @Test
    void shouldAcceptATokenWhenItsIssuerIsALittleAhead() throws Exception {
        // When
        TokenVerdict verdict = verify(
                signed(claims().notBeforeTime(Date.from(NOW.plusSeconds(4))).build()));

        // Then
        assertThat(verdict).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldRefuseATokenWhenIssuerOrAudienceAreOthers() throws Exception {
        // Given
        verifier = verifier(
                GatewaySetup.with("token.secret", SECRET, "token.issuer", "https://issuer", "token.audience", "chat")
                        .auth());

        // Then
        assertThat(verify(signed(
                        claims().issuer("https://issuer").audience("chat").build())))
                .isInstanceOf(Accepted.class);
        assertRefused(signed(claims().audience("chat").build()), "another issuer");
        assertRefused(signed(claims().issuer("https://issuer").audience("mail").build()), "another audience");
    }

    @Test
    void shouldAcceptTokensOfAKeySetWhenItsFileHoldsTheKeys() throws Exception {
        // Given
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("rsa").generate();
        ECKey ec = new ECKeyGenerator(Curve.P_256).keyID("ec").generate();
        KeyPair ed = KeyPairGenerator.getInstance("Ed25519").generateKeyPair();
        Path file = folder.resolve("jwks.json");
        Files.writeString(
                file,
                new JWKSet(Arrays.asList(rsa, ec, publicKey(ed)))
                        .toPublicJWKSet()
                        .toString());
        verifier = verifier(ofKeySet(file.toUri()));

        // Then
        assertThat(verify(signed(claims().build(), new RSASSASigner(rsa), JWSAlgorithm.RS256)))
                .isInstanceOf(Accepted.class);
        assertThat(verify(signed(claims().build(), new ECDSASigner(ec), JWSAlgorithm.ES256)))
                .isInstanceOf(Accepted.class);
        assertThat(verify(edSigned(ed))).isInstanceOf(Accepted.class);
        assertRefused(edSigned(KeyPairGenerator.getInstance("Ed25519").generateKeyPair()), "not signed by a known key");
        assertRefused(signed(claims().build(), new RSASSASigner(rsa), JWSAlgorithm.PS256), "not signed by");
        assertRefused(signed(claims().build()), "an algorithm that is not accepted");
        // The public key, which everybody has, must not pass for a secret.
        assertRefused(
                signed(claims().build(), new MACSigner(rsa.toRSAPublicKey().getEncoded()), JWSAlgorithm.HS256),
                "an algorithm that is not accepted");
    }

    @Test
    void shouldBeUndecidedWhenTheKeySetCanNotBeHad() throws Exception {
        // Given
        RSAKey rsa = new RSAKeyGenerator(2048).generate();
        verifier = verifier(ofKeySet(folder.resolve("missing.json").toUri()));

        // When
        TokenVerdict verdict = verify(signed(claims().build(), new RSASSASigner(rsa), JWSAlgorithm.RS256));

        // Then
        assertThat(verdict).isInstanceOf(Undecided.class);
    }

    @Test
    void shouldFetchTheKeySetOnAnotherThreadWhenItIsAUrl() throws Exception {
        // Given
        RSAKey rsa = new RSAKeyGenerator(2048).keyID("first").generate();
        byte[] keys = new JWKSet(rsa).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/jwks", exchange -> {
            exchange.sendResponseHeaders(200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        try {
            verifier = verifier(ofKeySet(
                    URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks")));

            // When
            TokenVerdict known = verify(signed(claims().build(), new RSASSASigner(rsa), JWSAlgorithm.RS256));
            RSAKey other = new RSAKeyGenerator(2048).keyID("other").generate();
            String unknown = signed(claims().build(), new RSASSASigner(other), JWSAlgorithm.RS256);

            // Then
            assertThat(known).isInstanceOf(Accepted.class);
            for (int i = 0; i < 3; i++) {
                assertRefused(unknown, "not signed by a known key");
            }
        } finally {
            server.stop(0);
        }
    }

    @Test
    void shouldIssueTokensThatItAcceptsWhenTheyAreForDevelopment() {
        // Given
        DevTokens tokens = new DevTokens(
                GatewaySetup.with("token.secret", SECRET).auth(),
                new DevTokenAccess(Optional.empty()),
                Clock.fixed(NOW, ZoneOffset.UTC));

        // When
        TokenVerdict verdict = verify(tokens.issue(new UserId("bob")));

        // Then
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Accepted.class, accepted -> assertThat(accepted.user()).isEqualTo(new UserId("bob")));
    }

    private void assertRefused(String token, String reason) {
        assertThat(verify(token))
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).startsWith(reason));
    }

    private TokenVerdict verify(String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private static TokenVerifier verifier(AuthConfig config) {
        return new TokenVerifier(config, Clock.fixed(NOW, ZoneOffset.UTC));
    }

    private static AuthConfig ofKeySet(URI uri) {
        return GatewaySetup.with(
                        "token.secret",
                        "",
                        "token.dev-tokens",
                        "false",
                        "token.jwks",
                        uri.toString(),
                        "token.audience",
                        "*")
                .auth();
    }

    private static JWTClaimsSet.Builder claims() {
        return new JWTClaimsSet.Builder().subject("alice").expirationTime(Date.from(NOW.plusSeconds(60)));
    }

    private static String signed(JWTClaimsSet claims) throws Exception {
        return signed(claims, new MACSigner(SECRET), JWSAlgorithm.HS256);
    }

    private static String signed(JWTClaimsSet claims, JWSSigner signer, JWSAlgorithm algorithm) throws Exception {
        SignedJWT token = new SignedJWT(new JWSHeader(algorithm), claims);
        token.sign(signer);
        return token.serialize();
    }

    /** The library's own signer needs another library, as its verifier does. */
    private static String edSigned(KeyPair keys) throws Exception {
        String signed = new JWSHeader(JWSAlgorithm.EdDSA).toBase64URL() + "."
                + Base64URL.encode(claims().build().toString());
        Signature signature = Signature.getInstance("Ed25519");
        signature.initSign(keys.getPrivate());
        signature.update(signed.getBytes(StandardCharsets.US_ASCII));
        return signed + "." + Base64URL.encode(signature.sign());
    }

    private static OctetKeyPair publicKey(KeyPair keys) {
        byte[] info = ((EdECPublicKey) keys.getPublic()).getEncoded();
        byte[] raw = Arrays.copyOfRange(info, info.length - 32, info.length);
        return new OctetKeyPair.Builder(Curve.Ed25519, Base64URL.encode(raw)).build();
    }
}
