package io.parley.gateway.session;

import java.time.Duration;

/** When a client was last heard of, and when it is asked for a sign of life. Times are in nanoseconds. */
final class Heartbeat {

    private final long interval;
    private final long timeout;
    private long lastHeard;
    private long nextPing;

    /** What there is to do. */
    enum Due {
        NOTHING,
        PING,
        GIVE_UP
    }

    /** @param jitter from 0 to 1: where in the interval the first Ping falls, so that not all fall together */
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
