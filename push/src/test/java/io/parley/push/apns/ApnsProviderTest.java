package io.parley.push.apns;

import com.eatthepath.pushy.apns.auth.ApnsVerificationKey;
import com.eatthepath.pushy.apns.server.MockApnsServer;
import com.eatthepath.pushy.apns.server.MockApnsServerBuilder;
import com.eatthepath.pushy.apns.server.PushNotificationHandler;
import com.eatthepath.pushy.apns.server.PushNotificationHandlerFactory;
import com.eatthepath.pushy.apns.server.RejectedNotificationException;
import com.eatthepath.pushy.apns.server.RejectionReason;
import com.eatthepath.pushy.apns.server.UnregisteredDeviceTokenException;
import com.eatthepath.pushy.apns.server.ValidatingPushNotificationHandlerFactory;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.handler.codec.http2.Http2Headers;
import io.parley.push.Samples;
import io.parley.push.TestClock;
import io.parley.push.notification.AppToken;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;
import io.parley.push.provider.Answer;
import io.parley.servers.TestCertificate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import java.nio.charset.StandardCharsets;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Against the mock server of pushy, which checks what Apple's checks. */
class ApnsProviderTest {

    private static final String TOPIC = "org.example.chat";
    private static final String TOKEN = "ab".repeat(32);
    private static final String TEAM = "TEAM123456";
    private static final String KEY = "KEY1234567";

    private static TestCertificate tls;
    private static KeyPair signing;
    private static EventLoopGroup loops;

    private final TestClock clock = new TestClock();
    private final Queue<Received> received = new ConcurrentLinkedQueue<>();
    private final Queue<RejectedNotificationException> rejections = new ConcurrentLinkedQueue<>();
    private MockApnsServer server;
    private int port;
    private ApnsProvider provider;

    private record Received(Http2Headers headers, String payload) {}

    @BeforeAll
    @SuppressWarnings("deprecation") // pushy knows no newer group of event loops
    static void makeKeys() throws Exception {
        loops = new NioEventLoopGroup(2);
        tls = TestCertificate.create();
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        signing = generator.generateKeyPair();
    }

    @AfterAll
    static void endLoops() {
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    @AfterEach
    void stop() {
        if (provider != null) {
            provider.close();
        }
        if (server != null) {
            server.shutdown().join();
        }
    }

    @Test
    void shouldSendAnAlarmThatReplacesTheOneBefore() throws Exception {
        // Given
        start(validating());

        // When
        Answer answer = send(alarm(7));

        // Then
        assertThat(answer).isEqualTo(new Answer.Sent(alarm(7).id().toString()));
        Received alarm = received.remove();
        assertThat(alarm.payload)
                .isEqualTo("{\"aps\":{\"badge\":3,\"alert\":{\"title\":\"The team\",\"subtitle\":\"alice\","
                        + "\"body\":\"Lunch?\"},\"thread-id\":\"general\",\"mutable-content\":1,\"sound\":\"default\"},"
                        + "\"c\":\"general\",\"s\":7,\"u\":2}");
        assertThat(header(alarm, "apns-collapse-id")).isEqualTo("collapse-general");
        assertThat(header(alarm, "apns-topic")).isEqualTo(TOPIC);
        assertThat(header(alarm, "apns-priority")).isEqualTo("10");
        assertThat(header(alarm, "apns-push-type")).isEqualTo("alert");
        assertThat(header(alarm, "apns-expiration"))
                .isEqualTo(Long.toString(Samples.NOW.plus(Duration.ofDays(1)).getEpochSecond()));
    }

    @Test
    void shouldCorrectWithoutSoundAndWithdrawByTheBadge() throws Exception {
        // Given
        start(validating());

        // When
        send(alarm(7).with(Manner.SILENT));
        send(Samples.notification(token(TOKEN), "general", 7, Manner.WITHDRAWAL));

        // Then
        Received correction = received.remove();
        assertThat(correction.payload)
                .contains("\"interruption-level\":\"passive\"")
                .doesNotContain("sound");
        assertThat(header(correction, "apns-priority")).isEqualTo("5");
        assertThat(received.remove().payload).isEqualTo("{\"aps\":{\"badge\":3},\"c\":\"general\",\"s\":7,\"u\":0}");
    }

    @Test
    void shouldLetTheAppSayThatThereIsAMessageWhenThereIsNoText() throws Exception {
        // Given
        start(validating());

        // When
        send(alarm(7).with(Text.NONE));

        // Then
        assertThat(received.remove().payload).contains("\"alert\":{\"loc-key\":\"PARLEY_MESSAGE\"}");
    }

    @Test
    void shouldSendWhatFitsWhenATextIsTooLong() throws Exception {
        // Given
        start(validating());

        // When
        Answer answer = send(alarm(7).with(Samples.text("\u0007漢😀".repeat(1000))));

        // Then
        assertThat(answer).isInstanceOf(Answer.Sent.class);
        assertThat(received.remove().payload.getBytes(StandardCharsets.UTF_8).length)
                .isBetween(3900, 4096);
    }

    @Test
    void shouldSaySinceWhenATokenIsDead() throws Exception {
        // Given
        start(scripted());
        Instant since = Instant.parse("2026-11-30T10:00:00Z");
        rejections.add(new UnregisteredDeviceTokenException(since));

        // When
        Answer answer = send(alarm(7));

        // Then
        assertThat(answer).isEqualTo(new Answer.Gone("Unregistered", Optional.of(since)));
    }

    @Test
    void shouldJudgeEachRejectionOnItsOwn() throws Exception {
        // Given
        start(scripted());
        for (RejectionReason reason : List.of(
                RejectionReason.TOO_MANY_REQUESTS,
                RejectionReason.SERVICE_UNAVAILABLE,
                RejectionReason.PAYLOAD_TOO_LARGE,
                RejectionReason.INVALID_PROVIDER_TOKEN)) {
            rejections.add(new RejectedNotificationException(reason));
        }

        // When
        List<Answer> answers =
                IntStream.range(0, 5).mapToObj(number -> send(alarm(7))).toList();

        // Then
        assertThat(answers)
                .containsExactly(
                        new Answer.DeviceBusy("TooManyRequests", Duration.ZERO),
                        new Answer.ProviderBusy("ServiceUnavailable", Duration.ZERO),
                        new Answer.TooLarge("PayloadTooLarge"),
                        new Answer.Refused("InvalidProviderToken"),
                        new Answer.Sent(alarm(7).id().toString()));
    }

    @Test
    void shouldSayThatTheFaultIsOursWhenTheKeyIsNotApples() throws Exception {
        // Given
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        listen(validating());
        provider = provider(port, generator.generateKeyPair(), Duration.ofSeconds(5), List.of(tls.certificate()));

        // When
        Answer answer = send(alarm(7));

        // Then
        assertThat(answer).isEqualTo(new Answer.Refused("InvalidProviderToken"));
    }

    @Test
    void shouldForgetATokenThatIsNone() throws Exception {
        // Given
        start(validating());

        // When
        Answer answer = send(Samples.alarm("../../1/apps", "general", 7));

        // Then
        assertThat(answer).isEqualTo(new Answer.Gone("invalid-token", Optional.empty()));
        assertThat(received).isEmpty();
    }

    @Test
    void shouldAnswerInTimeWhenAppleDoesNot() throws Exception {
        // Given
        CountDownLatch over = new CountDownLatch(1);
        listen(session -> (headers, payload) -> await(over));
        provider = provider(port, signing, Duration.ofMillis(800), List.of(tls.certificate()));

        // When
        Answer answer = send(alarm(7));
        over.countDown();

        // Then
        assertThat(answer).isEqualTo(new Answer.ProviderBusy("timeout", Duration.ZERO));
    }

    @Test
    void shouldWaitWhileAppleIsAwayAndSendWhenItIsBack() throws Exception {
        // Given
        start(scripted());
        send(alarm(1));
        server.shutdown().join();

        // When
        Answer away = send(alarm(2));
        server = build(scripted());
        server.start(port).join();
        Answer back = send(alarm(2));

        // Then
        assertThat(away).isInstanceOf(Answer.ProviderBusy.class);
        assertThat(back).isInstanceOf(Answer.Sent.class);
    }

    @Test
    void shouldNotTalkToSomebodyElse() throws Exception {
        // Given
        listen(validating());
        provider = provider(
                port,
                signing,
                Duration.ofSeconds(5),
                List.of(TestCertificate.create().certificate()));

        // When
        Answer answer = send(alarm(7));

        // Then
        assertThat(answer).isInstanceOf(Answer.ProviderBusy.class);
        assertThat(received).isEmpty();
    }

    @Test
    void shouldRefuseAKeyThatIsNone() {
        ApnsConfig config = new ApnsConfig(
                new ApnsKey("secret", TEAM, KEY),
                TOPIC,
                ApnsConfig.Server.SANDBOX,
                1,
                Duration.ofSeconds(5),
                List.of());

        assertThatThrownBy(() -> new ApnsProvider(config, clock))
                .isInstanceOf(IllegalArgumentException.class)
                .message()
                .doesNotContain("secret");
    }

    private void start(PushNotificationHandlerFactory handlers) throws Exception {
        provider = provider(listen(handlers), signing, Duration.ofSeconds(5), List.of(tls.certificate()));
    }

    private int listen(PushNotificationHandlerFactory handlers) throws Exception {
        server = build(handlers);
        port = server.start(0).join();
        return port;
    }

    private static MockApnsServer build(PushNotificationHandlerFactory handlers) throws Exception {
        return new MockApnsServerBuilder()
                .setEventLoopGroup(loops)
                .setServerCredentials(new X509Certificate[] {tls.certificate()}, tls.key(), null)
                .setHandlerFactory(handlers)
                .build();
    }

    private ApnsProvider provider(int port, KeyPair key, Duration timeout, List<X509Certificate> trusted) {
        String pem = "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'})
                        .encodeToString(key.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
        return new ApnsProvider(
                new ApnsConfig(
                        new ApnsKey(pem, TEAM, KEY),
                        TOPIC,
                        new ApnsConfig.Server("localhost", port),
                        2,
                        timeout,
                        trusted),
                clock);
    }

    /** Takes all that Apple would take, and keeps it. */
    private PushNotificationHandlerFactory validating() throws Exception {
        ApnsVerificationKey key = new ApnsVerificationKey(KEY, TEAM, (ECPublicKey) signing.getPublic());
        PushNotificationHandlerFactory strict = new ValidatingPushNotificationHandlerFactory(
                Map.of(TOPIC, Set.of(TOKEN)), Map.of(), Map.of(KEY, key), Map.of(key, Set.of(TOPIC)));
        return session -> {
            PushNotificationHandler handler = strict.buildHandler(session);
            return (headers, payload) -> {
                handler.handlePushNotification(headers, payload);
                received.add(new Received(headers, payload.toString(StandardCharsets.UTF_8)));
            };
        };
    }

    /** Rejects as often as a test has said, and takes the rest. */
    private PushNotificationHandlerFactory scripted() {
        return session -> (headers, payload) -> {
            RejectedNotificationException rejection = rejections.poll();
            if (rejection != null) {
                throw rejection;
            }
        };
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private Answer send(Notification notification) {
        return provider.send(notification).toCompletableFuture().join();
    }

    private static Notification alarm(long sequence) {
        return Samples.notification(token(TOKEN), "general", sequence, Manner.ALARM);
    }

    private static AppToken token(String token) {
        return new AppToken(token, Optional.empty());
    }

    private static String header(Received received, String name) {
        return received.headers.get(name).toString();
    }
}
