package io.parley.gateway.limit;

import java.net.InetAddress;

/** Counts the connections to the public port, from their first moment to their last. Safe for many threads. */
public final class Sockets {

    private static final Object ALL = new Object();

    /** Those who load the page, or are about to be let in, beside those who are in. */
    private static final int PER_SESSION = 2;

    private final Tally<Object> inAll;
    private final Tally<InetAddress> ofAddresses;

    public Sockets(SocketLimits limits, ConnectionLimits sessions) {
        this.inAll = new Tally<>(limits.inAll() > 0 ? limits.inAll() : doubled(sessions.inAll()));
        this.ofAddresses = new Tally<>(limits.perAddress());
    }

    /** Takes a place; false when there are as many as there may be. */
    public boolean enter(InetAddress address) {
        if (!inAll.take(ALL)) {
            return false;
        }
        if (!ofAddresses.take(address)) {
            inAll.giveBack(ALL);
            return false;
        }
        return true;
    }

    /** Gives back a place that {@link #enter} gave. */
    public void leave(InetAddress address) {
        ofAddresses.giveBack(address);
        inAll.giveBack(ALL);
    }

    /** How many there are. */
    public int count() {
        return inAll.count(ALL);
    }

    private static int doubled(int sessions) {
        return (int) Math.min((long) sessions * PER_SESSION, Integer.MAX_VALUE);
    }
}
