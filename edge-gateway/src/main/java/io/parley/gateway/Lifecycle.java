package io.parley.gateway;

import io.parley.gateway.http.Admission;
import io.parley.gateway.lease.LeaseStatus;
import io.parley.gateway.management.GatewayHealth;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Predicate;

/**
 * Decides whether the gateway can serve, for new clients and for health checks. Thread-safe.
 *
 * <pre>
 *             started, lease held            listens           leave               drain
 *   Starting ─────────────────────► Binding ──────────► Ready ───────► Leaving ───────────► Draining
 *   unready, refuses                unready                            unready, lets in     unready, refuses
 * </pre>
 *
 * Health checks that pass before the port is bound would send clients to a connection that is refused.
 */
final class Lifecycle implements Admission, GatewayHealth {

    /** The lease is renewed each second; silence for this long means that the log is down. */
    private static final Duration LONGEST_SILENCE = Duration.ofSeconds(5);

    /** The end of the topic of suspensions is looked for every two seconds. */
    private static final Duration LONGEST_WITHOUT_SUSPENSIONS = Duration.ofSeconds(10);

    private volatile Predicate<Duration> suspensionsAreCurrent = longest -> true;
    private volatile LeaseStatus lease;
    private volatile boolean listening;
    private volatile boolean leaving;
    private volatile boolean draining;

    void started(LeaseStatus status) {
        lease = status;
    }

    /** @param isCurrent whether all suspensions up to this long ago are known */
    void follows(Predicate<Duration> isCurrent) {
        suspensionsAreCurrent = isCurrent;
    }

    /** The port for clients is bound. */
    void listens() {
        listening = true;
    }

    /** Makes health checks fail, so that load balancers send no more clients; clients that still come are accepted. */
    void leave() {
        leaving = true;
    }

    /** Stops accepting clients. */
    void drain() {
        draining = true;
    }

    @Override
    public Optional<String> obstacle() {
        if (draining) {
            return Optional.of("the gateway is draining");
        }
        if (lease == null) {
            return Optional.of("the gateway is starting");
        }
        if (lease.isSuperseded()) {
            return ailment();
        }
        return lease.isHeld(LONGEST_SILENCE)
                ? Optional.empty()
                : Optional.of("the lease is not held, or the log is not reachable");
    }

    @Override
    public Optional<String> unreadiness() {
        if (leaving) {
            return Optional.of("the gateway is going away");
        }
        Optional<String> obstacle = obstacle();
        if (obstacle.isEmpty() && !suspensionsAreCurrent.test(LONGEST_WITHOUT_SUSPENSIONS)) {
            return Optional.of("suspensions are not read: who was suspended lately may still be let in");
        }
        return obstacle.isPresent() || listening ? obstacle : Optional.of("the port for clients is not bound yet");
    }

    @Override
    public Optional<String> ailment() {
        return lease != null && lease.isSuperseded()
                ? Optional.of("another process has taken this gateway's slot")
                : Optional.empty();
    }
}
