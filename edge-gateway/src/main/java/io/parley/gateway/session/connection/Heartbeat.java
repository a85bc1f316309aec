package io.parley.gateway.session.connection;

import java.time.Duration;

/** Decides when to ping a silent client and when to give it up. Times are in nanoseconds. */
final class Heartbeat {

    private final long interval;
    private final long timeout;
    private long lastHeard;
    private long nextPing;

    /** The action that is due. */
    enum Due {
        NOTHING,
        PING,
        GIVE_UP
    }

    /** @param jitter from 0 to 1: the position of the first Ping in the interval, so that Pings are spread */
    Heartbeat(Duration interval, Duration timeout, double jitter, long now) {
        this.interval = interval.toNanos();
        this.timeout = timeout.toNanos();
        this.lastHeard = now;
        this.nextPing = now + (long) (this.interval * (0.5 + jitter / 2));
    }

    void heard(long now) {
        lastHeard = now;
    }

    Due check(long now) {
        if (now - lastHeard >= timeout) {
            return Due.GIVE_UP;
        }
        if (now - nextPing < 0) {
            return Due.NOTHING;
        }
        nextPing = now + interval;
        return Due.PING;
    }
}
