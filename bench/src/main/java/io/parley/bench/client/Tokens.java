package io.parley.bench.client;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Optional;

import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/** Provides the tokens that authenticate users at a gateway. */
public interface Tokens {

    /** @throws IllegalStateException if there is none; the message is one line with the reason */
    String token(String userId) throws InterruptedException;

    /** Signs tokens here, with the secret with which the gateway verifies HS256 tokens. */
    static Tokens signed(String secret, Clock clock) {
        return new Signed(secret, clock);
    }

    /**
     * Requests tokens from the gateway, which issues them to callers on its own machine if development tokens are on.
     *
     * @param code the code that the gateway requires, if any
     */
    static Tokens asked(Target target, Optional<String> code) {
        return new Asked(target, code);
    }

    /** Signs with HS256. */
    final class Signed implements Tokens {

        private static final String ALGORITHM = "HmacSHA256";
        private static final Duration LIFE = Duration.ofHours(24);
        private static final Base64.Encoder BASE64 = Base64.getUrlEncoder().withoutPadding();
        private static final String HEADER = encoded("{\"alg\":\"HS256\"}");

        private final SecretKeySpec key;
        private final Clock clock;

        private Signed(String secret, Clock clock) {
            this.key = new SecretKeySpec(secret.getBytes(StandardCharsets.UTF_8), ALGORITHM);
            this.clock = clock;
        }

        @Override
        public String token(String userId) {
            Instant now = clock.instant();
            String claims = "{\"sub\":\"" + userId + "\",\"iat\":" + now.getEpochSecond() + ",\"exp\":"
                    + now.plus(LIFE).getEpochSecond() + "}";
            String signed = HEADER + "." + encoded(claims);
            try {
                Mac mac = Mac.getInstance(ALGORITHM);
                mac.init(key);
                return signed + "." + BASE64.encodeToString(mac.doFinal(signed.getBytes(StandardCharsets.US_ASCII)));
            } catch (GeneralSecurityException e) {
                throw new IllegalStateException("HS256 is always there", e);
            }
        }

        private static String encoded(String text) {
            return BASE64.encodeToString(text.getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Uses {@code POST /v1/token}. */
    final class Asked implements Tokens {

        private static final Duration PATIENCE = Duration.ofSeconds(10);
        private static final int OK = 200;

        private final HttpClient http =
                HttpClient.newBuilder().connectTimeout(PATIENCE).build();
        private final ObjectMapper json = new ObjectMapper();
        private final Target target;
        private final Optional<String> code;

        private Asked(Target target, Optional<String> code) {
            this.target = target;
            this.code = code;
        }

        @Override
        public String token(String userId) throws InterruptedException {
            HttpRequest request = HttpRequest.newBuilder(target.tokens())
                    .timeout(PATIENCE)
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(question(userId)))
                    .build();
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != OK) {
                    throw new IllegalStateException("the gateway at " + target.http() + " gives no tokens (HTTP "
                            + answer.statusCode()
                            + "): set PARLEY_TOKEN_SECRET to the secret that it checks tokens with, or"
                            + " PARLEY_TOKEN_DEV_TOKENS_CODE to the code that it asks for");
                }
                return json.readTree(answer.body()).path("token").asText();
            } catch (IOException e) {
                throw new IllegalStateException(
                        "no Parley answers at " + target.http() + " (" + e
                                + "): start it with ./parley up, or say where it is with --url",
                        e);
            }
        }

        private String question(String userId) {
            ObjectNode question = json.createObjectNode().put("userId", userId);
            code.ifPresent(value -> question.put("code", value));
            return question.toString();
        }
    }
}
