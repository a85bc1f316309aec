package io.parley.push.web;

import io.parley.push.http.ClientPool;
import io.parley.push.notification.Manner;
import io.parley.push.notification.Notification;
import io.parley.push.notification.WebSubscription;
import io.parley.push.provider.Answer;
import io.parley.push.provider.Provider;
import io.parley.runtime.lifecycle.DaemonThreads;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.security.GeneralSecurityException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** Sends to browsers and UnifiedPush distributors. Resolves names and encrypts on threads of its own. */
public final class WebPushProvider implements Provider {

    private static final int THREADS = 4;

    private final WebPushConfig config;
    private final ClientPool clients;
    private final EndpointGuard guard;
    private final VapidTokens tokens;
    private final Encryption encryption = new Encryption();
    private final ExecutorService preparing;
    private final InstantSource clock;

    public WebPushProvider(WebPushConfig config, InstantSource clock) {
        this.config = config;
        this.clients = new ClientPool("web-push", config.connections(), config.timeout(), config.tls());
        this.guard = new EndpointGuard(config.rules(), InetAddress::getAllByName);
        this.tokens = new VapidTokens(config.keys(), clock);
        this.preparing = Executors.newFixedThreadPool(THREADS, DaemonThreads.named("web-push-prepare"));
        this.clock = clock;
    }

    @Override
    public String name() {
        return config.name();
    }

    @Override
    public int mostInFlight() {
        return clients.mostInFlight();
    }

    /** As for every provider; a withdrawal is skipped, since browsers complain of a push that shows nothing. */
    @Override
    public CompletionStage<Answer> send(Notification notification) {
        if (!(notification.target() instanceof WebSubscription subscription)) {
            return CompletableFuture.completedFuture(new Answer.Refused("not-for-web"));
        }
        if (notification.manner() == Manner.WITHDRAWAL) {
            return CompletableFuture.completedFuture(new Answer.Skipped("no-withdrawals"));
        }
        return CompletableFuture.completedFuture(subscription)
                .thenComposeAsync(device -> attempt(notification, device), preparing)
                .exceptionally(this::failed);
    }

    private CompletableFuture<Answer> attempt(Notification notification, WebSubscription subscription) {
        Optional<URI> endpoint;
        try {
            endpoint = guard.check(subscription.endpoint());
        } catch (UnknownHostException e) {
            // The name is what a client gave: it says nothing about the service.
            return CompletableFuture.completedFuture(WebAnswers.failed(ClientPool.code(e), Duration.ZERO, false));
        }
        if (endpoint.isEmpty()) {
            return CompletableFuture.completedFuture(new Answer.Refused("endpoint-forbidden"));
        }
        byte[] body;
        try {
            body = encryption.encrypt(WebMessage.encode(notification), subscription);
        } catch (GeneralSecurityException e) {
            // No browser made these keys, and nothing can ever be encrypted for them.
            return CompletableFuture.completedFuture(new Answer.Gone("invalid-subscription", Optional.empty()));
        }
        return post(notification, endpoint.get(), body);
    }

    private CompletableFuture<Answer> post(Notification notification, URI endpoint, byte[] body) {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint)
                .timeout(config.timeout())
                .header("Authorization", tokens.authorization(endpoint))
                .header("TTL", Long.toString(notification.timing().secondsLeft(clock.instant(), WebMessage.LONGEST)))
                .header("Urgency", WebMessage.urgency(notification))
                .header("Content-Encoding", "aes128gcm")
                .header("Content-Type", "application/octet-stream")
                .POST(BodyPublishers.ofByteArray(body));
        WebMessage.topic(notification, endpoint).ifPresent(topic -> request.header("Topic", topic));
        return clients.send(request.build())
                .thenApply(answer -> WebAnswers.judge(
                        answer.statusCode(),
                        answer.headers().firstValue("retry-after"),
                        config.oneService(),
                        clock.instant()));
    }

    private Answer failed(Throwable failure) {
        return WebAnswers.failed(ClientPool.code(failure), Duration.ZERO, config.oneService());
    }

    @Override
    public void close() {
        preparing.shutdownNow();
        clients.close();
    }
}
