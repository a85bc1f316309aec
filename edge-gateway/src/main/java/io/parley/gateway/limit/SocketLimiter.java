package io.parley.gateway.limit;

import java.net.InetAddress;

/**
 * Limits the connections to the public port, with a session or without, in all and per address (IPv6: per /64).
 * Thread-safe.
 */
public final class SocketLimiter {

    private static final Object ALL = new Object();

    /** Connections that load the page or are in their handshake, beside those with a session. */
    private static final int PER_SESSION = 2;

    private final BoundedCounter<Object> inAll;
    private final BoundedCounter<Network> perAddress;

    public SocketLimiter(SocketLimits limits, ConnectionLimits sessions) {
        this.inAll = new BoundedCounter<>(limits.inAll() > 0 ? limits.inAll() : doubled(sessions.inAll()));
        this.perAddress = new BoundedCounter<>(limits.perAddress());
    }

    /** Takes a slot; false when none is left. */
    public boolean acquire(InetAddress address) {
        if (!inAll.increment(ALL)) {
            return false;
        }
        if (!perAddress.increment(Network.of(address))) {
            inAll.decrement(ALL);
            return false;
        }
        return true;
    }

    /** Takes a slot for a connection of a proxy, whose address stands for many clients; false when none is left. */
    public boolean acquire() {
        return inAll.increment(ALL);
    }

    /** Returns a slot that {@link #acquire()} took. */
    public void release() {
        inAll.decrement(ALL);
    }

    /** Returns a slot that {@link #acquire(InetAddress)} took. */
    public void release(InetAddress address) {
        perAddress.decrement(Network.of(address));
        inAll.decrement(ALL);
    }

    /** The connections that hold a slot. */
    public int count() {
        return inAll.count(ALL);
    }

    private static int doubled(int sessions) {
        return (int) Math.min((long) sessions * PER_SESSION, Integer.MAX_VALUE);
    }
}
