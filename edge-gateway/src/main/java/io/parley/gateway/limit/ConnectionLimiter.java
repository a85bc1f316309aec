package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.parley.schemas.UserId;

import java.net.InetAddress;
import java.time.Duration;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Limits the connections with a session, in all, per user and per address (IPv6: per /64), and the rate of handshakes,
 * in all and per user. Thread-safe.
 *
 * <p>The rate of all is there so that clients who come at once can be served, and a handshake that isn't answered with
 * 101 gives its turn back. That of a user is there against the user, and keeps it.
 */
public final class ConnectionLimiter {

    private static final Object ALL = new Object();

    private final BoundedCounter<Object> inAll;
    private final BoundedCounter<UserId> perUser;
    private final BoundedCounter<Network> perAddress;
    private final Optional<Bucket> handshakes;
    private final KeyedBuckets<UserId> connects;

    /** The limit that a connection would have exceeded. */
    public enum Full {
        GATEWAY,
        USER,
        ADDRESS
    }

    /** @param nanoTime a clock in nanoseconds */
    public ConnectionLimiter(ConnectionLimits limits, LongSupplier nanoTime) {
        this.inAll = new BoundedCounter<>(limits.inAll());
        this.perUser = new BoundedCounter<>(limits.perUser());
        this.perAddress = new BoundedCounter<>(limits.perAddress());
        this.handshakes = Rate.perSecond(limits.handshakesPerSecond(), 1).map(rate -> Buckets.shared(rate, nanoTime));
        this.connects = new KeyedBuckets<>(Rate.each(Duration.ofMinutes(1), limits.connectsPerMinute()), nanoTime);
    }

    /** Takes a handshake out of the rate; false if it has to wait. */
    public boolean tryHandshake() {
        return handshakes.isEmpty() || handshakes.get().tryConsume(1);
    }

    /** Puts back what {@link #tryHandshake} took: the client was refused. */
    public void returnHandshake() {
        handshakes.ifPresent(bucket -> bucket.addTokens(1));
    }

    /** Takes a connect out of the user's rate; if it is used up, takes none and returns the time to wait. */
    public Optional<Duration> connect(UserId user) {
        return connects.take(user, 1);
    }

    /** Forgets the users who have their whole rate again. To be called periodically. */
    public void evictIdle() {
        connects.evictIdle();
    }

    /** Takes a slot; if there is none, takes none and returns the exceeded limit. */
    public Optional<Full> acquire(UserId user, InetAddress address) {
        if (!inAll.increment(ALL)) {
            return Optional.of(Full.GATEWAY);
        }
        if (!perUser.increment(user)) {
            inAll.decrement(ALL);
            return Optional.of(Full.USER);
        }
        if (!perAddress.increment(Network.of(address))) {
            perUser.decrement(user);
            inAll.decrement(ALL);
            return Optional.of(Full.ADDRESS);
        }
        return Optional.empty();
    }

    /** Returns a slot that {@link #acquire} took. */
    public void release(UserId user, InetAddress address) {
        perAddress.decrement(Network.of(address));
        perUser.decrement(user);
        inAll.decrement(ALL);
    }
}
