package io.parley.bench;

import io.parley.bench.client.Fleet;
import io.parley.bench.client.Target;
import io.parley.bench.client.Tokens;

import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The configuration that all workloads share.
 *
 * @param target where the gateway is
 * @param metrics the pages of metrics of the server's processes
 * @param metricsToken what those pages want to be sent, if they do
 * @param secret to sign tokens with; without one the gateway is asked for them
 * @param code what the gateway asks for in return, if it does
 * @param inFlight attempts to connect that are under way at a time
 * @param setup how long it may take until all conversations are there
 * @param drain how long what was said is waited for after the end
 * @param longestLag of the generator itself at p99, above which the result says so
 * @param commit of Parley
 * @param settings as they were given, for readers of the result
 */
record BenchConfig(
        Target target,
        List<URI> metrics,
        Optional<String> metricsToken,
        Optional<String> secret,
        Optional<String> code,
        Fleet.Settings fleet,
        int inFlight,
        Duration setup,
        Duration drain,
        Duration longestLag,
        String commit,
        Map<String, String> settings) {

    BenchConfig {
        if (inFlight < 1) {
            throw new IllegalArgumentException("in-flight: " + inFlight + " (expected: 1 or more)");
        }
    }

    Tokens tokens() {
        return secret.map(value -> Tokens.signed(value, Clock.systemUTC())).orElseGet(() -> Tokens.asked(target, code));
    }

    /** Without what is secret. */
    @Override
    public String toString() {
        return "BenchConfig[target=" + target + ", settings=" + settings + "]";
    }
}
