package io.parley.gateway.auth;

import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import io.parley.schemas.UserId;

import java.text.ParseException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Decides what a genuine token is good for: whether it is one that lets a user in, whom, and for how long. Thread-safe.
 *
 * <p>An issuer signs more than access tokens with its keys. So a token is refused that says of itself that it is another
 * kind, in its header ({@code logout+jwt}) or as Keycloak does in its claims ({@code "typ": "ID"}), and one that
 * announces a logout. Most ID tokens name no kind: only their audience distinguishes them from access tokens.
 *
 * <p>Valid is one whose {@code sub} is a user id, which has an {@code exp} in the future, no {@code nbf} or {@code iat}
 * in it, the configured issuer and audience, and no longer life than the configured one.
 */
final class ClaimRules {

    private static final int LONGEST_DEVICE = 64;

    /** Sessions remember them; a longer one ends nothing. */
    private static final int LONGEST_ID = 256;

    /** By RFC 9068 and RFC 7519; without a {@code typ} it may be either. */
    private static final Set<String> USUAL_TYPES = Set.of("jwt", "at+jwt");

    /** The word of Keycloak in the claim {@code typ} of tokens that are for others than a service. */
    private static final Set<String> KINDS_FOR_OTHERS = Set.of("id", "refresh", "offline", "logout");

    private final AuthConfig config;
    private final AccessRules rules;
    private final Clock clock;

    ClaimRules(AuthConfig config, Clock clock) {
        this.config = config;
        this.rules = config.rules();
        this.clock = clock;
    }

    /**
     * Decides on a token whose signature was verified.
     *
     * @param keyId of the key that signed it
     * @throws ParseException if it has no proper claims
     */
    TokenVerdict decide(SignedJWT token, String keyId) throws ParseException {
        JWTClaimsSet claims = token.getJWTClaimsSet();
        Map<String, Object> payload = token.getPayload().toJSONObject();
        // The claims' own subject may be a number that was turned into text.
        if (!(payload.get("sub") instanceof String) || !UserId.isValid(claims.getSubject())) {
            return new Refused("sub is no user id");
        }
        Optional<String> objection = kind(token.getHeader().getType(), payload)
                .or(() -> time(claims))
                .or(() -> addressee(claims));
        if (objection.isPresent()) {
            return new Refused(objection.get());
        }
        return new Accepted(
                new Credential(
                        new UserId(claims.getSubject()),
                        claims.getExpirationTime().toInstant(),
                        Optional.ofNullable(claims.getIssueTime()).map(Date::toInstant),
                        text(payload, "jti").filter(id -> id.length() <= LONGEST_ID),
                        text(payload, "sid").filter(id -> id.length() <= LONGEST_ID),
                        keyId),
                text(payload, "device").filter(device -> !device.isBlank() && device.length() <= LONGEST_DEVICE));
    }

    private Optional<String> kind(JOSEObjectType type, Map<String, Object> payload) {
        String named = type == null ? "" : withoutFamily(type.getType());
        if (rules.tokenType().isPresent()) {
            if (!named.equals(withoutFamily(rules.tokenType().get()))) {
                return Optional.of("another typ than " + rules.tokenType().get());
            }
        } else if (!named.isEmpty() && !USUAL_TYPES.contains(named)) {
            return Optional.of("a typ that is no access token's");
        }
        boolean forOthers =
                payload.get("typ") instanceof String kind && KINDS_FOR_OTHERS.contains(kind.toLowerCase(Locale.ROOT));
        return forOthers || payload.containsKey("events") ? Optional.of("no access token") : Optional.empty();
    }

    private Optional<String> time(JWTClaimsSet claims) {
        Instant now = clock.instant();
        Instant ahead = now.plus(config.clockSkew());
        if (claims.getExpirationTime() == null) {
            return Optional.of("exp is missing");
        }
        Instant expiry = claims.getExpirationTime().toInstant();
        if (!expiry.isAfter(now)) {
            return Optional.of("expired");
        }
        if (claims.getNotBeforeTime() != null
                && claims.getNotBeforeTime().toInstant().isAfter(ahead)) {
            return Optional.of("not valid yet");
        }
        if (claims.getIssueTime() != null && claims.getIssueTime().toInstant().isAfter(ahead)) {
            return Optional.of("iat is in the future");
        }
        return isTooLong(claims, expiry, ahead)
                ? Optional.of("it lives longer than token.longest-life, " + rules.longestTokenLife())
                : Optional.empty();
    }

    /** By the clock as well as by {@code iat}, which one who holds a leaked key may set freely. */
    private boolean isTooLong(JWTClaimsSet claims, Instant expiry, Instant ahead) {
        Duration longest = rules.longestTokenLife();
        if (longest.isZero()) {
            return false;
        }
        boolean forTooLongYet = expiry.isAfter(ahead.plus(longest));
        return forTooLongYet
                || (claims.getIssueTime() != null
                        && expiry.isAfter(claims.getIssueTime().toInstant().plus(longest)));
    }

    private Optional<String> addressee(JWTClaimsSet claims) {
        if (config.issuer().isPresent() && !config.issuer().get().equals(claims.getIssuer())) {
            return Optional.of("another issuer");
        }
        return config.requiredAudience()
                .filter(audience -> !claims.getAudience().contains(audience))
                .map(audience -> "another audience");
    }

    /** RFC 7515 lets {@code application/} be left out, and media types have no case. */
    private static String withoutFamily(String type) {
        String lower = type.toLowerCase(Locale.ROOT);
        return lower.startsWith("application/") ? lower.substring("application/".length()) : lower;
    }

    private static Optional<String> text(Map<String, Object> payload, String claim) {
        return payload.get(claim) instanceof String value ? Optional.of(value) : Optional.empty();
    }
}
