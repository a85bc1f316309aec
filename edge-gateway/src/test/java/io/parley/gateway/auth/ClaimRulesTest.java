package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.MACSigner;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.gateway.GatewaySetup;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Date;
import java.util.Map;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;

/** Genuine tokens that let nobody in. */
class ClaimRulesTest {

    private static final String SECRET = "a secret of more than thirty-two bytes";
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Duration HOUR = Duration.ofHours(1);

    @Test
    void shouldKeepWhatATokenCanBeEndedBy() throws Exception {
        // Given
        JWTClaimsSet claims = claims(HOUR)
                .issueTime(Date.from(NOW))
                .jwtID("token-1")
                .claim("sid", "sign-in-1")
                .build();

        // When
        TokenVerdict verdict = decide(AccessRules.UNBOUNDED, null, claims);

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.credential().issuedAt()).contains(NOW);
            assertThat(accepted.credential().tokenId()).contains("token-1");
            assertThat(accepted.credential().signInId()).contains("sign-in-1");
            assertThat(accepted.credential().keyId()).isEqualTo("key");
        });
    }

    @Test
    void shouldKeepNoIdThatIsTooLongToBeRemembered() throws Exception {
        // When
        TokenVerdict verdict = decide(
                AccessRules.UNBOUNDED,
                null,
                claims(HOUR).jwtID("x".repeat(257)).claim("sid", 7).build());

        // Then
        assertThat(verdict).isInstanceOfSatisfying(Accepted.class, accepted -> {
            assertThat(accepted.credential().tokenId()).isEmpty();
            assertThat(accepted.credential().signInId()).isEmpty();
        });
    }

    @Test
    void shouldRefuseATokenThatLivesLongerThanOneMay() throws Exception {
        // Given
        AccessRules rules = new AccessRules(HOUR, Duration.ZERO, Optional.empty());
        Date hourAgo = Date.from(NOW.minus(HOUR));

        // Then
        assertThat(decide(rules, null, claims(HOUR).build())).isInstanceOf(Accepted.class);
        assertThat(decide(rules, null, claims(HOUR).issueTime(Date.from(NOW)).build()))
                .isInstanceOf(Accepted.class);
        assertRefused(decide(rules, null, claims(HOUR.plusSeconds(6)).build()), "it lives longer than");
        assertRefused(
                decide(
                        rules,
                        null,
                        claims(Duration.ofSeconds(1)).issueTime(hourAgo).build()),
                "it lives longer than");
        assertRefused(decide(rules, null, claims(Duration.ofDays(3_000_000)).build()), "it lives longer than");
    }

    @Test
    void shouldRefuseATokenOfTheFutureSinceNoSignOutWouldEverEndIt() throws Exception {
        assertRefused(
                decide(
                        AccessRules.UNBOUNDED,
                        null,
                        claims(HOUR).issueTime(Date.from(NOW.plusSeconds(6))).build()),
                "iat is in the future");
        assertThat(decide(
                        AccessRules.UNBOUNDED,
                        null,
                        claims(HOUR).issueTime(Date.from(NOW.plusSeconds(4))).build()))
                .isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"logout+jwt", "application/logout+jwt", "secevent+jwt", "dpop+jwt", "LOGOUT+JWT", "x"})
    void shouldRefuseATokenWhoseHeaderNamesAnotherKind(String type) throws Exception {
        assertRefused(decide(AccessRules.UNBOUNDED, type, claims(HOUR).build()), "a typ that is no access token's");
    }

    @ParameterizedTest
    @ValueSource(strings = {"JWT", "jwt", "at+jwt", "application/at+jwt"})
    void shouldAcceptWhatAccessTokensAreCalled(String type) throws Exception {
        assertThat(decide(AccessRules.UNBOUNDED, type, claims(HOUR).build())).isInstanceOf(Accepted.class);
    }

    @ParameterizedTest
    @CsvSource({"at+jwt, true", "application/at+jwt, true", "AT+JWT, true", "JWT, false", ", false"})
    void shouldAcceptOneTypeAloneWhenItIsConfigured(String type, boolean accepted) throws Exception {
        // Given
        AccessRules rules = new AccessRules(Duration.ZERO, Duration.ZERO, Optional.of("at+jwt"));

        // Then
        assertThat(decide(rules, type, claims(HOUR).build()) instanceof Accepted)
                .isEqualTo(accepted);
    }

    @ParameterizedTest
    @ValueSource(strings = {"ID", "Refresh", "Offline", "Logout"})
    void shouldRefuseATokenWhoseClaimsNameAnotherKind(String kind) throws Exception {
        assertRefused(
                decide(
                        AccessRules.UNBOUNDED,
                        "JWT",
                        claims(HOUR).claim("typ", kind).build()),
                "no access token");
    }

    @Test
    void shouldRefuseATokenThatTellsOfALogout() throws Exception {
        assertRefused(
                decide(
                        AccessRules.UNBOUNDED,
                        null,
                        claims(HOUR)
                                .claim("events", Map.of("http://schemas.openid.net/event/backchannel-logout", Map.of()))
                                .build()),
                "no access token");
    }

    private static void assertRefused(TokenVerdict verdict, String reason) {
        assertThat(verdict)
                .isInstanceOfSatisfying(
                        Refused.class, refused -> assertThat(refused.reason()).startsWith(reason));
    }

    private static TokenVerdict decide(AccessRules rules, String type, JWTClaimsSet claims) throws Exception {
        JWSHeader.Builder header = new JWSHeader.Builder(JWSAlgorithm.HS256);
        if (type != null) {
            header.type(new JOSEObjectType(type));
        }
        SignedJWT token = new SignedJWT(header.build(), claims);
        token.sign(new MACSigner(SECRET));
        return new ClaimRules(
                        GatewaySetup.with("token.secret", SECRET).auth().withRules(rules),
                        Clock.fixed(NOW, ZoneOffset.UTC))
                .decide(SignedJWT.parse(token.serialize()), "key");
    }

    private static JWTClaimsSet.Builder claims(Duration life) {
        return new JWTClaimsSet.Builder().subject("alice").expirationTime(Date.from(NOW.plus(life)));
    }
}
