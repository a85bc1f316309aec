package io.parley.gateway.auth;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.ECDSASigner;
import com.nimbusds.jose.jwk.Curve;
import com.nimbusds.jose.jwk.ECKey;
import com.nimbusds.jose.jwk.JWK;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.gen.ECKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpServer;
import io.parley.gateway.GatewaySetup;
import io.parley.gateway.auth.TokenVerdict.Accepted;
import io.parley.gateway.auth.TokenVerdict.Refused;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.Date;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Keys that change, at a real URL and in a real file. */
class KeyRotationTest {

    private static final Duration LIFE = Duration.ofSeconds(2);

    private final AtomicInteger fetches = new AtomicInteger();
    private final CountDownLatch released = new CountDownLatch(1);
    private volatile byte[] served;
    private volatile boolean failing;
    private volatile boolean hanging;

    @TempDir
    private Path folder;

    private HttpServer server;
    private TokenVerifier verifier;
    private ECKey first;
    private ECKey second;

    @BeforeEach
    void serve() throws Exception {
        first = new ECKeyGenerator(Curve.P_256).keyID("first").generate();
        second = new ECKeyGenerator(Curve.P_256).keyID("second").generate();
        serve(first);
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(Executors.newCachedThreadPool());
        server.createContext("/jwks", exchange -> {
            fetches.incrementAndGet();
            if (hanging) {
                try {
                    released.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
            }
            byte[] keys = served;
            exchange.sendResponseHeaders(failing ? 500 : 200, keys.length);
            exchange.getResponseBody().write(keys);
            exchange.close();
        });
        server.start();
        verifier = verifier(jwks());
    }

    private URI jwks() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/jwks");
    }

    @AfterEach
    void close() {
        released.countDown();
        verifier.close();
        server.stop(0);
    }

    @Test
    void shouldFetchOnceWhenManyTokensCome() throws Exception {
        // Given keys that outlive the test, however slow its machine is
        verifier.close();
        verifier = verifier(jwks(), Duration.ofMinutes(5));

        // When
        for (int i = 0; i < 50; i++) {
            assertThat(verify(signed(first))).isInstanceOf(Accepted.class);
        }

        // Then
        assertThat(fetches.get()).isEqualTo(1);
    }

    @Test
    void shouldAcceptANewKeyAtOnceAndNotLetUnknownOnesFetchAgainAndAgain() throws Exception {
        // Given
        verify(signed(first));
        serve(first, second);

        // When
        TokenVerdict fresh = verify(signed(second));

        // Then
        assertThat(fresh).isInstanceOf(Accepted.class);
        ECKey unknown = new ECKeyGenerator(Curve.P_256).keyID("unknown").generate();
        String token = signed(unknown);
        int before = fetches.get();
        long begin = System.nanoTime();
        for (int i = 0; i < 500; i++) {
            assertThat(verify(token)).isInstanceOf(Refused.class);
        }
        long pauses = Duration.ofNanos(System.nanoTime() - begin).toMillis() / 200;
        assertThat(fetches.get() - before).isLessThanOrEqualTo(2 * (int) pauses + 4);
        assertThat(verify(signed(first))).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldForgetAKeyThatWasTakenBackWhetherOrNotTokensCome() throws Exception {
        // Given
        assertThat(verify(signed(first))).isInstanceOf(Accepted.class);

        // When
        serve(second);

        // Then
        await().until(() -> fetches.get() >= 3);
        assertThat(verify(signed(first))).isInstanceOf(Refused.class);
        assertThat(verify(signed(second))).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldKeepTheLastKeysWhenTheUrlIsAway() throws Exception {
        // Given
        verify(signed(first));

        // When
        failing = true;
        Instant end = Instant.now().plus(LIFE.multipliedBy(3));

        // Then
        await().until(() -> {
            assertThat(verify(signed(first))).isInstanceOf(Accepted.class);
            assertThat(verify(signed(second))).isNotInstanceOf(Accepted.class);
            return Instant.now().isAfter(end);
        });
        serve(second);
        failing = false;
        await().untilAsserted(() -> assertThat(verify(signed(second))).isInstanceOf(Accepted.class));
    }

    @Test
    void shouldNotKeepItsCallerWaitingWhenTheUrlHangs() throws Exception {
        // Given
        hanging = true;
        String token = signed(first);

        // When
        CompletableFuture<TokenVerdict> verdict = verifier.verify(token).toCompletableFuture();
        boolean decided = verdict.isDone();
        await().until(() -> fetches.get() > 0);

        // Then
        assertThat(decided).isFalse();
        hanging = false;
        released.countDown();
        assertThat(verdict.join()).isInstanceOf(Accepted.class);
    }

    @Test
    void shouldReadAFileAgainWhenItHasChangedAndKeepTheLastKeysWhenItIsBroken() throws Exception {
        // Given
        verifier.close();
        Path file = folder.resolve("jwks.json");
        Files.write(file, keys(first));
        verifier = verifier(file.toUri());
        assertThat(verify(signed(first))).isInstanceOf(Accepted.class);
        assertThat(verify(signed(second))).isInstanceOf(Refused.class);

        // When
        Files.writeString(file, "{\"keys\":[");
        TokenVerdict whenBroken = verify(signed(first));
        Files.delete(file);
        TokenVerdict whenGone = verify(signed(first));
        Files.write(file, keys(first, second));
        TokenVerdict whenRenewed = verify(signed(second));
        Files.write(file, keys(second));

        // Then
        assertThat(whenBroken).isInstanceOf(Accepted.class);
        assertThat(whenGone).isInstanceOf(Accepted.class);
        assertThat(whenRenewed).isInstanceOf(Accepted.class);
        assertThat(verify(signed(first))).isInstanceOf(Refused.class);
    }

    private TokenVerdict verify(String token) {
        return verifier.verify(token).toCompletableFuture().join();
    }

    private void serve(JWK... keys) {
        served = keys(keys);
    }

    private static byte[] keys(JWK... keys) {
        return new JWKSet(Arrays.asList(keys)).toPublicJWKSet().toString().getBytes(StandardCharsets.UTF_8);
    }

    private static TokenVerifier verifier(URI location) {
        return verifier(location, LIFE);
    }

    private static TokenVerifier verifier(URI location, Duration life) {
        return new TokenVerifier(
                GatewaySetup.with(
                                "token.secret",
                                "",
                                "token.dev-tokens",
                                "false",
                                "token.jwks",
                                location.toString(),
                                "token.audience",
                                "*")
                        .auth(),
                Clock.systemUTC(),
                new JwksUrl.Pace(life, Duration.ofMillis(500), Duration.ofSeconds(1), Duration.ofMillis(200)));
    }

    private static String signed(ECKey key) throws Exception {
        SignedJWT token = new SignedJWT(
                new JWSHeader.Builder(JWSAlgorithm.ES256).keyID(key.getKeyID()).build(),
                new JWTClaimsSet.Builder()
                        .subject("alice")
                        .expirationTime(Date.from(Instant.now().plusSeconds(60)))
                        .build());
        token.sign(new ECDSASigner(key));
        return token.serialize();
    }
}
