package io.parley.gateway.limit;

import io.github.bucket4j.Bucket;
import io.parley.schemas.UserId;

import java.net.InetAddress;
import java.util.Optional;
import java.util.function.LongSupplier;

/** Limits the connections with a session, in all, per user and per address, and the rate of handshakes. Thread-safe. */
public final class ConnectionLimiter {

    private static final Object ALL = new Object();

    private final BoundedCounter<Object> inAll;
    private final BoundedCounter<UserId> perUser;
    private final BoundedCounter<InetAddress> perAddress;
    private final Optional<Bucket> handshakes;

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
        this.handshakes = limits.handshakesPerSecond() == 0
                ? Optional.empty()
                : Optional.of(Buckets.shared(limits.handshakesPerSecond(), limits.handshakesPerSecond(), nanoTime));
    }

    /** Takes a handshake out of the rate; false if it has to wait. */
    public boolean tryHandshake() {
        return handshakes.isEmpty() || handshakes.get().tryConsume(1);
    }

    /** Puts back what {@link #tryHandshake} took: the client had no valid token. */
    public void returnHandshake() {
        handshakes.ifPresent(bucket -> bucket.addTokens(1));
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
        if (!perAddress.increment(address)) {
            perUser.decrement(user);
            inAll.decrement(ALL);
            return Optional.of(Full.ADDRESS);
        }
        return Optional.empty();
    }

    /** Returns a slot that {@link #acquire} took. */
    public void release(UserId user, InetAddress address) {
        perAddress.decrement(address);
        perUser.decrement(user);
        inAll.decrement(ALL);
    }
}
