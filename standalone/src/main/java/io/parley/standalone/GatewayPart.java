package io.parley.standalone;

import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.parley.gateway.Gateway;
import io.parley.gateway.GatewayConfig;
import io.parley.history.History;
import io.parley.history.HistoryConfig;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;

/** Runs the gateway as a part, with its view of the store. */
final class GatewayPart implements Part.Running {

    private static final Duration ANSWER_BOUND = Duration.ofSeconds(2);
    private static final int OK = 200;

    private final History history;
    private final Gateway gateway;
    private final HttpClient http =
            HttpClient.newBuilder().connectTimeout(ANSWER_BOUND).build();

    private GatewayPart(History history, Gateway gateway) {
        this.history = history;
        this.gateway = gateway;
    }

    static GatewayPart start(GatewayConfig config, HistoryConfig store, PrometheusMeterRegistry meters) {
        History history = History.open(store);
        GatewayPart part = new GatewayPart(history, new Gateway(config, history.reader(), meters));
        try {
            part.gateway.start();
            return part;
        } catch (RuntimeException e) {
            part.stop();
            throw e;
        }
    }

    int port() {
        return gateway.port();
    }

    String scheme() {
        return gateway.scheme();
    }

    int managementPort() {
        return gateway.managementPort();
    }

    @Override
    public PartStatus status() {
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + gateway.managementPort() + "/readyz"))
                .timeout(ANSWER_BOUND)
                .build();
        try {
            HttpResponse<String> answer = http.send(request, HttpResponse.BodyHandlers.ofString());
            return answer.statusCode() == OK ? PartStatus.RUNNING : PartStatus.starting(answer.body());
        } catch (IOException e) {
            return PartStatus.starting("its management port does not answer");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return PartStatus.starting("");
        }
    }

    @Override
    public void stop() {
        gateway.close();
        history.close();
    }
}
