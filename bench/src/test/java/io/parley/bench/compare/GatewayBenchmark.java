package io.parley.bench.compare;

import io.parley.bench.client.Target;
import io.parley.bench.client.Tokens;
import io.parley.standalone.Standalone;
import io.parley.standalone.StandaloneConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The gateway's part of a frame beside a server that only sends it back: {@code ping} and {@code pong} are as long as each
 * other, and go no further than the gateway. All of Parley runs in this process meanwhile, and so do the clients; what the
 * servers take is told by their threads, and is the figure to look at, since the clients share the cores with them.
 */
class GatewayBenchmark {

    private static final String GATEWAY_THREADS = "parley-clients";
    private static final Duration WARM_UP = Duration.ofSeconds(2);

    private final int connections = Integer.getInteger("connections", 100);
    private final int pings = Integer.getInteger("pings", 8);
    private final Duration turn = Duration.ofSeconds(Integer.getInteger("seconds", 10));
    private final int rounds = Integer.getInteger("rounds", 5);

    @TempDir
    private Path folder;

    @Test
    void measure() throws Exception {
        try (Standalone parley = new Standalone(StandaloneConfig.onFreePorts(folder));
                EchoServer echo = new EchoServer()) {
            parley.start();
            List<String> tokens = tokens(parley.chatUrl(), parley.tokenCode());
            Map<String, Object> conditions = new LinkedHashMap<>();
            conditions.put("connections", connections);
            conditions.put("pings on their way over each", pings);
            conditions.put("bytes of a ping", Pinger.PING.length());
            conditions.put("seconds a turn", turn.toSeconds());
            new Comparison(
                            "frames/s there and back",
                            "CPU-µs of the server's event loops per frame",
                            "bytes they allocate per frame",
                            "CPU-µs of the clients per frame")
                    .with("bare WebSocket echo", () -> run(echo.url(), EchoServer.THREADS, tokens))
                    .with("gateway", () -> run(parley.chatUrl(), GATEWAY_THREADS, tokens))
                    .run(rounds, conditions, System.out);
        }
    }

    private List<String> tokens(URI gateway, Optional<String> code) throws InterruptedException {
        Tokens asked = Tokens.asked(new Target(gateway), code);
        List<String> tokens = new ArrayList<>();
        for (int user = 0; user < connections; user++) {
            tokens.add(asked.token("user-" + user));
        }
        return tokens;
    }

    private double[] run(URI server, String threads, List<String> tokens) throws InterruptedException {
        try (PingClients clients = new PingClients(server, tokens)) {
            clients.begin(pings);
            Thread.sleep(WARM_UP.toMillis());
            long answers = clients.answers();
            ThreadUse served = ThreadUse.of(threads);
            ThreadUse asked = ThreadUse.of(PingClients.THREADS);
            long began = System.nanoTime();
            // Nothing to wait for: a turn is a stretch of time.
            Thread.sleep(turn.toMillis());
            double frames = clients.answers() - answers;
            double seconds = (System.nanoTime() - began) / 1e9;
            served = ThreadUse.of(threads).since(served);
            asked = ThreadUse.of(PingClients.THREADS).since(asked);
            if (frames == 0) {
                throw new IllegalStateException("no answer from " + server);
            }
            return new double[] {
                frames / seconds,
                served.cpuNanos() / 1e3 / frames,
                served.allocatedBytes() / frames,
                asked.cpuNanos() / 1e3 / frames
            };
        }
    }
}
