package io.parley.push.web;

import io.parley.push.Samples;
import io.parley.push.TestClock;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.WebSubscription;
import io.parley.push.provider.Answer;
import io.parley.push.standin.Response;
import io.parley.push.standin.Subscriber;
import io.parley.push.standin.WebPushStandIn;
import io.parley.runtime.proxy.AddressRange;
import io.parley.servers.TestCertificate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import java.io.IOException;
import java.net.URI;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.interfaces.ECPublicKey;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Optional;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

class WebPushProviderTest {

    private static final String PATH = "/wpush/v2/abc";
    private static TestCertificate tls;
    private static VapidKeys keys;

    private final TestClock clock = new TestClock();
    private final Subscriber browser = Subscriber.create();
    private WebPushStandIn service;
    private WebPushProvider provider;

    @BeforeAll
    static void makeKeys() throws GeneralSecurityException {
        tls = TestCertificate.create();
        keys = vapidKeys();
    }

    @BeforeEach
    void start() throws IOException, GeneralSecurityException {
        service = new WebPushStandIn(tls, clock);
        service.subscribe(PATH, browser);
        provider = provider(clock, true, AddressRange.parseAll("127.0.0.0/8, ::1"), Duration.ofSeconds(5));
    }

    @AfterEach
    void stop() {
        provider.close();
        service.close();
    }

    @Test
    void shouldShowInTheBrowserWhatWasSent() {
        // When
        Answer answer = send(Manner.ALARM, 7);

        // Then
        assertThat(answer).isEqualTo(new Answer.Sent("201"));
        WebPushStandIn.Shown shown = service.shown().get(0);
        assertThat(shown.text())
                .isEqualTo("{\"c\":\"general\",\"s\":7,\"u\":2,\"k\":\"alarm\",\"title\":\"The team\","
                        + "\"sender\":\"alice\",\"text\":\"Lunch?\",\"badge\":3}");
        assertThat(shown.headers())
                .containsEntry("ttl", "86400")
                .containsEntry("urgency", "high")
                .containsEntry("topic", "collapse-general");
    }

    @Test
    void shouldSendNothingWhenItIsAWithdrawal() {
        assertThat(send(Manner.WITHDRAWAL, 7)).isEqualTo(new Answer.Skipped("no-withdrawals"));
        assertThat(service.authorizations()).isEmpty();
    }

    @Test
    void shouldSendWhatFitsWhenATextIsTooLong() {
        // When
        Answer answer = provider.send(notification(Manner.ALARM, 7).with(Samples.text("\u0007😀".repeat(1000))))
                .toCompletableFuture()
                .join();

        // Then
        assertThat(answer).isInstanceOf(Answer.Sent.class);
        assertThat(service.shown().get(0).text().length()).isGreaterThan(3000);
    }

    @Test
    void shouldUseAnAuthorizationAgainForHoursAndThenMakeAnother() {
        // When
        send(Manner.ALARM, 1);
        clock.advance(VapidTokens.USE.minusSeconds(1));
        send(Manner.ALARM, 2);
        clock.advance(Duration.ofSeconds(1));
        send(Manner.ALARM, 3);

        // Then
        assertThat(service.authorizations()).hasSize(3);
        assertThat(service.authorizations().get(1))
                .isEqualTo(service.authorizations().get(0));
        assertThat(service.authorizations().get(2))
                .isNotEqualTo(service.authorizations().get(0));
        assertThat(service.shown()).hasSize(3);
    }

    @Test
    void shouldForgetADeviceThatHasUnsubscribed() {
        // Given
        service.script(PATH, Response.of(410));

        // Then
        assertThat(send(Manner.ALARM, 1)).isEqualTo(new Answer.Gone("410", Optional.empty()));
    }

    @Test
    void shouldHearTheWaitWhenADeviceGetsTooMuch() {
        // Given
        service.script(PATH, Response.of(429).with("retry-after", "30"));

        // Then
        assertThat(send(Manner.ALARM, 1)).isEqualTo(new Answer.DeviceBusy("429", Duration.ofSeconds(30)));
    }

    @Test
    void shouldFollowNoRedirect() {
        // Given
        service.script(PATH, Response.of(307).with("location", service.origin() + PATH));

        // When
        Answer answer = send(Manner.ALARM, 1);

        // Then
        assertThat(answer).isEqualTo(new Answer.Refused("307"));
        assertThat(service.authorizations()).hasSize(1);
    }

    @Test
    void shouldHoldOneDeviceAloneWhenEachEndpointMayBeOfAnotherService() throws Exception {
        // Given
        service.script(PATH, Response.of(503));
        try (WebPushProvider open =
                provider(clock, false, AddressRange.parseAll("127.0.0.0/8, ::1"), Duration.ofSeconds(5))) {
            // When
            Answer answer = open.send(notification(Manner.ALARM, 1))
                    .toCompletableFuture()
                    .join();

            // Then
            assertThat(answer).isEqualTo(new Answer.DeviceBusy("503", Duration.ZERO));
        }
    }

    @Test
    void shouldNotEvenConnectWhenTheAddressIsNotPublic() throws Exception {
        // Given
        try (WebPushProvider strict = provider(clock, true, List.of(), Duration.ofSeconds(5))) {
            // When
            Answer answer = strict.send(notification(Manner.ALARM, 1))
                    .toCompletableFuture()
                    .join();

            // Then
            assertThat(answer).isEqualTo(new Answer.Refused("endpoint-forbidden"));
            assertThat(service.authorizations()).isEmpty();
        }
    }

    @Test
    void shouldForgetADeviceWhoseKeysAreNone() {
        // Given
        WebSubscription broken = new WebSubscription(service.origin() + PATH, "bm8ga2V5", "bm8gc2VjcmV0");

        // When
        Answer answer = provider.send(Samples.notification(broken, "general", 1, Manner.ALARM))
                .toCompletableFuture()
                .join();

        // Then
        assertThat(answer).isEqualTo(new Answer.Gone("invalid-subscription", Optional.empty()));
    }

    @Test
    void shouldSayThatTheFaultIsOursWhenTheClockIsOff() throws Exception {
        // Given
        TestClock wrong = new TestClock();
        wrong.advance(Duration.ofDays(1));
        try (WebPushProvider early =
                provider(wrong, true, AddressRange.parseAll("127.0.0.0/8, ::1"), Duration.ofSeconds(5))) {
            // When
            Notification notification = notification(Manner.ALARM, 1);
            Answer answer = early.send(notification).toCompletableFuture().join();

            // Then
            assertThat(answer).isEqualTo(new Answer.Refused("403"));
        }
    }

    @Test
    void shouldAnswerInTimeWhenTheServiceDoesNot() throws Exception {
        // Given
        service.script(PATH, Response.SILENCE);
        try (WebPushProvider hasty =
                provider(clock, true, AddressRange.parseAll("127.0.0.0/8, ::1"), Duration.ofMillis(800))) {
            // When
            Answer answer = hasty.send(notification(Manner.ALARM, 1))
                    .toCompletableFuture()
                    .join();

            // Then
            assertThat(answer).isEqualTo(new Answer.ProviderBusy("timeout", Duration.ZERO));
        }
    }

    @Test
    void shouldConnectAgainWhenTheServiceSaysGoAway() {
        // Given
        send(Manner.ALARM, 1);
        service.script(PATH, Response.GO_AWAY);

        // When
        Answer failed = send(Manner.ALARM, 2);
        Answer again = send(Manner.ALARM, 2);

        // Then
        assertThat(failed).isEqualTo(new Answer.ProviderBusy("connection", Duration.ZERO));
        assertThat(again).isInstanceOf(Answer.Sent.class);
    }

    @Test
    void shouldGiveNoTopicToGoogle() {
        Notification notification = notification(Manner.ALARM, 1);

        assertThat(WebMessage.topic(notification, URI.create("https://fcm.googleapis.com/fcm/send/1")))
                .isEmpty();
        assertThat(WebMessage.topic(notification, URI.create("https://web.push.apple.com/1")))
                .contains("collapse-general");
    }

    @Test
    void shouldRefuseVapidKeysThatDoNotBelongTogether() throws GeneralSecurityException {
        // Given
        String other = vapidKeys().publicKey();
        String pem = pem(P256.generate());

        // Then
        assertThatThrownBy(() -> VapidKeys.parse(pem, other, "mailto:push@example.org"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("don't belong together");
    }

    private Answer send(Manner manner, long sequence) {
        return provider.send(notification(manner, sequence))
                .toCompletableFuture()
                .join();
    }

    private Notification notification(Manner manner, long sequence) {
        return Samples.notification(browser.subscription(service.origin() + PATH), "general", sequence, manner);
    }

    private WebPushProvider provider(TestClock at, boolean oneService, List<AddressRange> allowed, Duration timeout)
            throws IOException, GeneralSecurityException {
        EndpointRules rules = new EndpointRules(List.of("localhost:" + service.port()), allowed);
        return new WebPushProvider(new WebPushConfig("web", rules, oneService, keys, 1, timeout, tls.trusting()), at);
    }

    private static VapidKeys vapidKeys() throws GeneralSecurityException {
        KeyPair pair = P256.generate();
        String publicKey = Subscriber.base64(Subscriber.point((ECPublicKey) pair.getPublic()));
        return VapidKeys.parse(pem(pair), publicKey, "mailto:push@example.org");
    }

    private static String pem(KeyPair pair) {
        return "-----BEGIN PRIVATE KEY-----\n"
                + Base64.getMimeEncoder().encodeToString(pair.getPrivate().getEncoded())
                + "\n-----END PRIVATE KEY-----\n";
    }
}
