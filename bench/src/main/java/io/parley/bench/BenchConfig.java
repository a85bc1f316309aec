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
 * @param target the gateway's address
 * @param metrics the metrics pages of the server's processes
 * @param secret signs tokens; without one they are requested from the gateway
 * @param code the code that the gateway requires for tokens, if any
 * @param inFlight concurrent attempts to connect
 * @param setup the longest time until all conversations exist
 * @param drain the longest wait for messages after the end
 * @param longestLag the generator's own p99 delay above which the result has a remark
 * @param commit of Parley
 * @param settings as they were given, for readers of the result
 */
record BenchConfig(
        Target target,
        List<URI> metrics,
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

    /** Without the secret and the code. */
    @Override
    public String toString() {
        return "BenchConfig[target=" + target + ", settings=" + settings + "]";
    }
}
