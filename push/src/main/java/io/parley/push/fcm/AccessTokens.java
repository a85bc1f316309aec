package io.parley.push.fcm;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.parley.push.http.ClientPool;
import io.parley.push.http.SignedToken;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

/**
 * Gets access tokens for a service account (RFC 7523), one at a time, and renews each before it ends. While a token is
 * renewed the former one is used. A refusal counts for some seconds, so that the token endpoint isn't asked for each
 * notification. Safe for many threads.
 */
final class AccessTokens {

    private static final Logger LOG = LoggerFactory.getLogger(AccessTokens.class);

    static final String SCOPE = "https://www.googleapis.com/auth/firebase.messaging";

    /** How long before its end a token is renewed: it may be under way for a time-out, and clocks differ. */
    static final Duration EARLY = Duration.ofMinutes(5);

    static final Duration REFUSAL = Duration.ofSeconds(10);

    /** The longest that Google takes. */
    private static final Duration ASSERTION_LIFE = Duration.ofHours(1);

    private static final int SERVER_ERROR = 500;
    private static final int TOO_MANY = 429;
    private static final ObjectMapper JSON = new ObjectMapper();

    private final ServiceAccount account;
    private final ClientPool clients;
    private final Duration timeout;
    private final InstantSource clock;
    private Token current = Token.NONE;
    private CompletableFuture<Token> renewal;
    private Instant refusedUntil = Instant.MIN;

    private record Token(String text, Instant end) {

        static final Token NONE = new Token("", Instant.MIN);
    }

    AccessTokens(ServiceAccount account, ClientPool clients, Duration timeout, InstantSource clock) {
        this.account = account;
        this.clients = clients;
        this.timeout = timeout;
        this.clock = clock;
    }

    /** Gives a token that is valid; fails with a {@link TokenRefusedException}, or as requests fail. */
    synchronized CompletableFuture<String> get() {
        Instant now = clock.instant();
        boolean valid = now.isBefore(current.end);
        if (!valid || !now.isBefore(current.end.minus(EARLY))) {
            renew(now);
        }
        return valid ? CompletableFuture.completedFuture(current.text) : renewal.thenApply(Token::text);
    }

    /** Forgets a token that FCM refused, unless another one has taken its place. */
    synchronized void invalidate(String text) {
        if (current.text.equals(text)) {
            current = Token.NONE;
        }
    }

    private void renew(Instant now) {
        if (renewal != null && !renewal.isDone()) {
            return;
        }
        if (renewal != null && renewal.isCompletedExceptionally() && now.isBefore(refusedUntil)) {
            return;
        }
        renewal = request(now).whenComplete(this::renewed);
    }

    private synchronized void renewed(Token token, Throwable failure) {
        if (failure == null) {
            current = token;
        } else {
            refusedUntil = clock.instant().plus(REFUSAL);
            LOG.error("no access token for FCM (is the key of this account, and is the clock right?)", failure);
        }
    }

    private CompletableFuture<Token> request(Instant now) {
        HttpRequest request;
        try {
            String form = "grant_type="
                    + URLEncoder.encode("urn:ietf:params:oauth:grant-type:jwt-bearer", StandardCharsets.US_ASCII)
                    + "&assertion=" + assertion(now);
            request = HttpRequest.newBuilder(account.tokenUri())
                    .timeout(timeout)
                    .header("Content-Type", "application/x-www-form-urlencoded")
                    .POST(BodyPublishers.ofString(form))
                    .build();
        } catch (GeneralSecurityException e) {
            return CompletableFuture.failedFuture(new TokenRefusedException("key"));
        }
        return clients.send(request).thenCompose(answer -> token(answer, now));
    }

    private String assertion(Instant now) throws GeneralSecurityException {
        return SignedToken.RS256.sign(
                Map.of("kid", account.keyId()),
                Map.of(
                        "iss", account.email(),
                        "scope", SCOPE,
                        "aud", account.tokenUri().toString(),
                        "iat", now.getEpochSecond(),
                        "exp", now.plus(ASSERTION_LIFE).getEpochSecond()),
                account.key());
    }

    private static CompletableFuture<Token> token(HttpResponse<byte[]> answer, Instant now) {
        try {
            JsonNode body = JSON.readTree(answer.body());
            String text = body.path("access_token").asText();
            long seconds = body.path("expires_in").asLong();
            if (answer.statusCode() == 200 && !text.isEmpty() && seconds > 0) {
                return CompletableFuture.completedFuture(new Token(text, now.plusSeconds(seconds)));
            }
            if (answer.statusCode() < SERVER_ERROR && answer.statusCode() != TOO_MANY) {
                return CompletableFuture.failedFuture(
                        new TokenRefusedException(body.path("error").asText(Integer.toString(answer.statusCode()))));
            }
        } catch (IOException e) {
            return CompletableFuture.failedFuture(e);
        }
        return CompletableFuture.failedFuture(new IOException("token endpoint: " + answer.statusCode()));
    }
}
