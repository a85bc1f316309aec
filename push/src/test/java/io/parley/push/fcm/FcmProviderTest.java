package io.parley.push.fcm;

import com.fasterxml.jackson.databind.JsonNode;
import io.parley.push.Samples;
import io.parley.push.TestClock;
import io.parley.push.notification.Notification;
import io.parley.push.notification.Text;
import io.parley.push.provider.Answer;
import io.parley.push.standin.FcmStandIn;
import io.parley.push.standin.Response;
import io.parley.servers.TestCertificate;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class FcmProviderTest {

    private static final Duration TIMEOUT = Duration.ofSeconds(5);

    private static TestCertificate tls;
    private static KeyPair account;

    private final TestClock clock = new TestClock();
    private FcmStandIn fcm;
    private FcmProvider provider;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        tls = TestCertificate.create();
        account = rsa();
    }

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        fcm = new FcmStandIn(tls, account, clock);
        provider = provider(fcm.serviceAccount(), 2, TIMEOUT);
    }

    @AfterEach
    void stop() {
        provider.close();
        fcm.close();
    }

    @Test
    void shouldSendDataThatTheAppShows() {
        // When
        Answer answer = send(Samples.alarm("phone", "general", 7));

        // Then
        assertThat(answer).isEqualTo(new Answer.Sent("0:1"));
        JsonNode message = fcm.messages().get(0);
        assertThat(message.path("data").toString())
                .isEqualTo("{\"c\":\"general\",\"s\":\"7\",\"u\":\"2\",\"k\":\"alarm\",\"title\":\"The team\","
                        + "\"sender\":\"alice\",\"text\":\"Lunch?\",\"badge\":\"3\"}");
        assertThat(message.path("android").toString()).isEqualTo("{\"priority\":\"high\",\"ttl\":\"86400s\"}");
    }

    @Test
    void shouldSendWhatFitsWhenATextIsTooLong() {
        // When
        Answer answer = send(Samples.alarm("phone", "general", 7).with(Samples.text("😀\"".repeat(2000))));

        // Then
        assertThat(answer).isInstanceOf(Answer.Sent.class);
        assertThat(fcm.messages().get(0).path("data").path("text").asText().length())
                .isGreaterThan(1500);
    }

    @Test
    void shouldShowNothingButThatThereIsAMessageWhenThereIsNoText() {
        // When
        send(Samples.withdrawal("phone", "general", 7).with(Text.NONE));

        // Then
        assertThat(fcm.messages().get(0).path("data").toString())
                .isEqualTo("{\"c\":\"general\",\"s\":\"7\",\"u\":\"0\",\"k\":\"withdrawal\",\"badge\":\"3\"}");
        assertThat(fcm.messages().get(0).path("android").path("priority").asText())
                .isEqualTo("normal");
    }

    @Test
    void shouldUseOneAccessTokenAndRenewItBeforeItsEnd() {
        // When
        send(Samples.alarm("phone", "general", 1));
        clock.advance(Duration.ofMinutes(54));
        send(Samples.alarm("phone", "general", 2));
        int early = fcm.tokenRequests();
        clock.advance(Duration.ofMinutes(3));
        Answer during = send(Samples.alarm("phone", "general", 3));

        // Then
        assertThat(early).isEqualTo(1);
        assertThat(during).isInstanceOf(Answer.Sent.class);
        Awaitility.await().untilAsserted(() -> assertThat(fcm.tokenRequests()).isEqualTo(2));
    }

    @Test
    void shouldGetAnotherTokenWhenFcmRefusesTheOneThatItHas() {
        // Given
        send(Samples.alarm("phone", "general", 1));

        // When
        fcm.revokeTokens();
        Answer answer = send(Samples.alarm("phone", "general", 2));

        // Then
        assertThat(answer).isEqualTo(new Answer.Sent("0:2"));
        assertThat(fcm.tokenRequests()).isEqualTo(2);
    }

    @Test
    void shouldSayThatTheFaultIsOursWhenTheClockIsOff() {
        // Given
        TestClock wrong = new TestClock();
        wrong.advance(Duration.ofHours(-2));
        try (FcmProvider late = new FcmProvider(config(fcm.serviceAccount(), 1, TIMEOUT), wrong)) {
            // When
            Answer answer = late.send(Samples.alarm("phone", "general", 1))
                    .toCompletableFuture()
                    .join();

            // Then
            assertThat(answer).isEqualTo(new Answer.Refused("oauth:invalid_grant"));
        }
    }

    @Test
    void shouldSayThatTheFaultIsOursWhenTheKeyIsOfAnotherAccountAndNotAskForEachMessage() throws Exception {
        // Given
        String foreign = fcm.serviceAccount(rsa());
        try (FcmProvider wrong = provider(foreign, 1, TIMEOUT)) {
            // When
            List<Answer> answers = IntStream.range(0, 20)
                    .mapToObj(number -> wrong.send(Samples.alarm("phone", "general", number))
                            .toCompletableFuture()
                            .join())
                    .toList();

            // Then
            assertThat(answers).containsOnly(new Answer.Refused("oauth:invalid_grant"));
            assertThat(fcm.tokenRequests()).isEqualTo(1);
        }
    }

    @Test
    void shouldWaitWhenTheTokenEndpointIsAway() {
        // Given
        fcm.scriptTokens(Response.of(503));

        // When
        Answer away = send(Samples.alarm("phone", "general", 1));
        fcm.scriptTokens(null);
        clock.advance(AccessTokens.REFUSAL);
        Answer back = send(Samples.alarm("phone", "general", 1));

        // Then
        assertThat(away).isInstanceOf(Answer.ProviderBusy.class);
        assertThat(back).isInstanceOf(Answer.Sent.class);
    }

    @Test
    void shouldKeepTheAccessTokenWhenTheProjectLacksAKeyForOneDevice() {
        // Given
        send(Samples.alarm("phone", "general", 1));
        fcm.script("browser", Response.of(401, FcmStandIn.error(401, "UNAUTHENTICATED", "THIRD_PARTY_AUTH_ERROR")));

        // When
        Answer answer = send(Samples.alarm("browser", "general", 2));

        // Then
        assertThat(answer).isEqualTo(new Answer.Refused("THIRD_PARTY_AUTH_ERROR"));
        assertThat(send(Samples.alarm("phone", "general", 3))).isEqualTo(new Answer.Sent("0:2"));
        assertThat(fcm.tokenRequests()).isEqualTo(1);
    }

    @Test
    void shouldHearTheWaitWhenTheQuotaIsUsedUp() {
        // Given
        fcm.script(
                "phone",
                Response.of(429, FcmStandIn.error(429, "RESOURCE_EXHAUSTED", "QUOTA_EXCEEDED"))
                        .with("retry-after", "42"));

        // When
        Answer answer = send(Samples.alarm("phone", "general", 1));

        // Then
        assertThat(answer).isEqualTo(new Answer.ProviderBusy("QUOTA_EXCEEDED", Duration.ofSeconds(42)));
    }

    @Test
    void shouldAnswerInTimeWhenFcmDoesNot() throws Exception {
        // Given
        send(Samples.alarm("phone", "general", 1));
        fcm.script("slow", Response.SILENCE);
        try (FcmProvider hasty = provider(fcm.serviceAccount(), 1, Duration.ofMillis(800))) {
            hasty.send(Samples.alarm("phone", "general", 2))
                    .toCompletableFuture()
                    .join();

            // When
            Answer answer = hasty.send(Samples.alarm("slow", "general", 1))
                    .toCompletableFuture()
                    .get(10, TimeUnit.SECONDS);

            // Then
            assertThat(answer).isEqualTo(new Answer.ProviderBusy("timeout", Duration.ZERO));
        }
    }

    @Test
    void shouldConnectAgainWhenTheServerSaysGoAway() {
        // Given
        send(Samples.alarm("phone", "general", 1));
        fcm.script("unlucky", Response.GO_AWAY);

        // When
        Answer failed = send(Samples.alarm("unlucky", "general", 1));
        Answer again = send(Samples.alarm("unlucky", "general", 1));

        // Then
        assertThat(failed).isEqualTo(new Answer.ProviderBusy("connection", Duration.ZERO));
        assertThat(again).isInstanceOf(Answer.Sent.class);
    }

    @Test
    void shouldSayThatItIsTlsWhenTheServerIsSomebodyElse() throws Exception {
        // Given
        FcmConfig trusting = config(fcm.serviceAccount(), 1, TIMEOUT);
        FcmConfig strict = new FcmConfig(
                trusting.account(),
                trusting.endpoint(),
                1,
                TIMEOUT,
                TestCertificate.create().trusting());
        try (FcmProvider wary = new FcmProvider(strict, clock)) {
            // When
            Answer answer = wary.send(Samples.alarm("phone", "general", 1))
                    .toCompletableFuture()
                    .join();

            // Then
            assertThat(answer).isEqualTo(new Answer.ProviderBusy("tls", Duration.ZERO));
        }
    }

    @Test
    void shouldKeepWithinTheStreamsOfItsConnectionsWhenAllAreUnderWay() {
        // When
        List<CompletableFuture<Answer>> answers = new ArrayList<>();
        for (int number = 0; number < provider.mostInFlight(); number++) {
            answers.add(provider.send(Samples.alarm("phone-" + number, "general", 1))
                    .toCompletableFuture());
        }

        // Then
        assertThat(provider.mostInFlight()).isEqualTo(200);
        assertThat(answers.stream().map(CompletableFuture::join)).allMatch(Answer.Sent.class::isInstance);
        assertThat(fcm.connections()).isEqualTo(2);
    }

    @Test
    void shouldSayWhatIsMissingWhenAServiceAccountIsIncomplete() {
        assertThatThrownBy(() -> ServiceAccount.parse("{\"project_id\":\"p\",\"private_key\":\"secret\"}"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("client_email");
        assertThatThrownBy(() -> ServiceAccount.parse("{\"private_key\":\"secret"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasNoCause()
                .message()
                .doesNotContain("secret");
    }

    private static KeyPair rsa() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(2048);
        return generator.generateKeyPair();
    }

    private Answer send(Notification notification) {
        return provider.send(notification).toCompletableFuture().join();
    }

    private FcmProvider provider(String serviceAccount, int connections, Duration timeout)
            throws IOException, GeneralSecurityException {
        return new FcmProvider(config(serviceAccount, connections, timeout), clock);
    }

    private FcmConfig config(String serviceAccount, int connections, Duration timeout) {
        try {
            return new FcmConfig(
                    ServiceAccount.parse(serviceAccount), fcm.address(), connections, timeout, tls.trusting());
        } catch (IOException | GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
