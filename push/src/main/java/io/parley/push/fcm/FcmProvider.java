package io.parley.push.fcm;

import io.parley.push.http.ClientPool;
import io.parley.push.notification.AppToken;
import io.parley.push.notification.Notification;
import io.parley.push.provider.Answer;
import io.parley.push.provider.Provider;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;

/** Sends to Android apps by FCM. */
public final class FcmProvider implements Provider {

    private static final int UNAUTHORIZED = 401;

    private final URI address;
    private final ClientPool clients;
    private final AccessTokens tokens;
    private final Duration timeout;
    private final InstantSource clock;

    public FcmProvider(FcmConfig config, InstantSource clock) {
        this.address =
                config.endpoint().resolve("/v1/projects/" + config.account().project() + "/messages:send");
        this.clients = new ClientPool("fcm", config.connections(), config.timeout(), config.tls());
        this.tokens = new AccessTokens(config.account(), clients, config.timeout(), clock);
        this.timeout = config.timeout();
        this.clock = clock;
    }

    @Override
    public String name() {
        return "fcm";
    }

    @Override
    public int mostInFlight() {
        return clients.mostInFlight();
    }

    @Override
    public CompletionStage<Answer> send(Notification notification) {
        if (!(notification.target() instanceof AppToken token)) {
            return CompletableFuture.completedFuture(new Answer.Refused("not-for-fcm"));
        }
        byte[] body = FcmMessage.encode(notification, token, clock.instant());
        return attempt(body)
                .thenCompose(
                        answer -> isTokenRefused(answer) ? attempt(body) : CompletableFuture.completedFuture(answer))
                .thenApply(answer -> FcmAnswers.judge(
                        answer.statusCode(),
                        answer.headers().firstValue("retry-after"),
                        answer.body(),
                        clock.instant()))
                .exceptionally(FcmProvider::failed);
    }

    /** Posts the message; an access token that is refused isn't used again. */
    private CompletableFuture<HttpResponse<byte[]>> attempt(byte[] body) {
        return tokens.get()
                .thenCompose(token -> clients.send(HttpRequest.newBuilder(address)
                                .timeout(timeout)
                                .header("Authorization", "Bearer " + token)
                                .header("Content-Type", "application/json; charset=utf-8")
                                .POST(BodyPublishers.ofByteArray(body))
                                .build())
                        .whenComplete((answer, failure) -> {
                            if (answer != null && isTokenRefused(answer)) {
                                tokens.invalidate(token);
                            }
                        }));
    }

    /** A 401 with an error of FCM's own is about the device's token, as when the project lacks a key for it. */
    private static boolean isTokenRefused(HttpResponse<byte[]> answer) {
        return answer.statusCode() == UNAUTHORIZED && !FcmAnswers.hasOwnError(answer.body());
    }

    private static Answer failed(Throwable failure) {
        Throwable cause = failure instanceof CompletionException ? failure.getCause() : failure;
        if (cause instanceof TokenRefusedException refused) {
            return new Answer.Refused("oauth:" + refused.code());
        }
        return new Answer.ProviderBusy(ClientPool.code(cause), Duration.ZERO);
    }

    @Override
    public void close() {
        clients.close();
    }
}
