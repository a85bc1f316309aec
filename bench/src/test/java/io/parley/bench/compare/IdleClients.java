package io.parley.bench.compare;

import io.parley.bench.client.Tokens;

import java.io.IOException;
import java.net.URI;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;

/**
 * Connections that idle, as a process of its own: a process may have 20,000 files open. Opens them, prints how many
 * nanoseconds that took, and holds them until a line comes in; then prints whether all have lasted.
 */
final class IdleClients {

    /** What tokens are signed with, here and at the gateway. */
    static final String SECRET = "0123456789abcdef0123456789abcdef";

    static final String LASTED = "lasted";

    private IdleClients() {}

    /** @param arguments the server, how many connections, how many are opened at a time */
    public static void main(String[] arguments) throws IOException, InterruptedException {
        int connections = Integer.parseInt(arguments[1]);
        List<String> tokens = tokens(connections);
        long began = System.nanoTime();
        try (PingClients clients = new PingClients(URI.create(arguments[0]), tokens, Integer.parseInt(arguments[2]))) {
            System.out.println(System.nanoTime() - began);
            if (System.in.read() >= 0) {
                System.out.println(clients.answers() == connections ? LASTED : "an answer too many");
            }
        }
    }

    private static List<String> tokens(int connections) throws InterruptedException {
        Tokens signed = Tokens.signed(SECRET, Clock.systemUTC());
        List<String> tokens = new ArrayList<>();
        for (int user = 0; user < connections; user++) {
            tokens.add(signed.token("idle-" + user));
        }
        return tokens;
    }
}
