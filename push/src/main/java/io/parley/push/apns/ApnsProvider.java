package io.parley.push.apns;

import com.eatthepath.pushy.apns.ApnsClient;
import com.eatthepath.pushy.apns.ApnsClientBuilder;
import com.eatthepath.pushy.apns.DeliveryPriority;
import com.eatthepath.pushy.apns.PushNotificationResponse;
import com.eatthepath.pushy.apns.PushType;
import com.eatthepath.pushy.apns.auth.ApnsSigningKey;
import com.eatthepath.pushy.apns.util.SimpleApnsPushNotification;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.parley.push.notification.AppToken;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.provider.Answer;
import io.parley.push.provider.Provider;
import io.parley.runtime.lifecycle.DaemonThreads;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.regex.Pattern;

/** Sends to Apple devices by APNs. */
public final class ApnsProvider implements Provider {

    private static final Logger LOG = LoggerFactory.getLogger(ApnsProvider.class);

    /** Bounds what a connection has under way: Apple lets it have a thousand; beyond, pushy would queue without bound. */
    private static final int STREAMS = 500;

    /** The longest that APNs keeps a notification for a device that is away. */
    private static final Duration LONGEST = Duration.ofDays(28);

    /** A token is a part of the address that is asked. */
    private static final Pattern TOKEN = Pattern.compile("[0-9A-Fa-f]{16,512}");

    private final ApnsConfig config;
    private final EventLoopGroup loops;
    private final ApnsClient client;
    private final InstantSource clock;

    /** @throws IllegalArgumentException if the key is none, saying nothing of it */
    @SuppressWarnings("deprecation") // pushy knows no newer group of event loops
    public ApnsProvider(ApnsConfig config, InstantSource clock) {
        this.config = config;
        this.clock = clock;
        ApnsSigningKey key = signingKey(config.key());
        loops = new NioEventLoopGroup(
                Math.min(config.connections(), Runtime.getRuntime().availableProcessors()),
                DaemonThreads.named("apns"));
        ApnsClientBuilder builder = new ApnsClientBuilder()
                .setApnsServer(config.server().host(), config.server().port())
                .setSigningKey(key)
                .setEventLoopGroup(loops)
                .setConcurrentConnections(config.connections())
                .setConnectionTimeout(config.timeout());
        if (!config.trusted().isEmpty()) {
            builder.setTrustedServerCertificateChain(config.trusted().toArray(X509Certificate[]::new));
        }
        try {
            client = builder.build();
        } catch (IOException e) {
            throw new IllegalStateException("no TLS for APNs", e);
        }
    }

    private static ApnsSigningKey signingKey(ApnsKey key) {
        try {
            return ApnsSigningKey.loadFromInputStream(
                    new ByteArrayInputStream(key.pem().getBytes(StandardCharsets.US_ASCII)), key.teamId(), key.keyId());
        } catch (IOException | GeneralSecurityException | IllegalArgumentException e) {
            throw new IllegalArgumentException("key of APNs (expected: the content of a .p8 file)", e);
        }
    }

    @Override
    public String name() {
        return "apns";
    }

    @Override
    public int mostInFlight() {
        return STREAMS * config.connections();
    }

    @Override
    public CompletionStage<Answer> send(Notification notification) {
        if (!(notification.target() instanceof AppToken token)) {
            return CompletableFuture.completedFuture(new Answer.Refused("not-for-apns"));
        }
        if (!TOKEN.matcher(token.token()).matches()) {
            return CompletableFuture.completedFuture(new Answer.Gone("invalid-token", Optional.empty()));
        }
        return client.sendNotification(encoded(notification, token))
                .copy()
                .orTimeout(config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .handle(ApnsProvider::judged);
    }

    private SimpleApnsPushNotification encoded(Notification notification, AppToken token) {
        boolean alarm = notification.manner() == Manner.ALARM;
        Instant now = clock.instant();
        return new SimpleApnsPushNotification(
                token.token(),
                token.app().orElse(config.topic()),
                ApnsPayload.encode(notification),
                now.plusSeconds(notification.timing().secondsLeft(now, LONGEST)),
                alarm ? DeliveryPriority.IMMEDIATE : DeliveryPriority.CONSERVE_POWER,
                PushType.ALERT,
                notification.collapseId(),
                notification.id());
    }

    private static Answer judged(PushNotificationResponse<SimpleApnsPushNotification> response, Throwable failure) {
        if (failure != null) {
            LOG.debug("APNs gives no answer", failure);
            return new Answer.ProviderBusy(
                    failure instanceof TimeoutException ? "timeout" : "connection", Duration.ZERO);
        }
        if (response.isAccepted()) {
            return new Answer.Sent(response.getApnsId().toString());
        }
        return ApnsAnswers.rejected(
                response.getStatusCode(), response.getRejectionReason(), response.getTokenInvalidationTimestamp());
    }

    @Override
    public void close() {
        client.close().join();
        loops.shutdownGracefully(0, config.timeout().toMillis(), TimeUnit.MILLISECONDS)
                .syncUninterruptibly();
    }
}
