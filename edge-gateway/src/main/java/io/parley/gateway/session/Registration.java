package io.parley.gateway.session;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.gateway.lease.Epoch;
import io.parley.gateway.log.Appender;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * How a session gets itself known where its user's deliveries are decided: it announces itself until the whole inbox is
 * there, which is the answer. Happens at the start, and again whenever the gateway's epoch changes. For the session's
 * event loop.
 */
final class Registration {

    private final SessionIdentity identity;
    private final SessionAnnouncer announcer;
    private final Epoch epoch;
    private final SessionLimits limits;
    private final LongSupplier nanoTime;
    private final Outlet outlet;
    private final Map<String, InboxEntry> entries = new LinkedHashMap<>();
    private long announcedEpoch;
    private long nextAttempt;
    private long end;
    private boolean waiting;
    private boolean away;

    /** Whether the log did not take that the user is away, which was said again with an announcement. */
    private boolean awayLost;

    Registration(
            SessionIdentity identity,
            SessionAnnouncer announcer,
            Epoch epoch,
            SessionLimits limits,
            LongSupplier nanoTime,
            Outlet outlet) {
        this.identity = identity;
        this.announcer = announcer;
        this.epoch = epoch;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.outlet = outlet;
    }

    /** Begins, or begins again under the epoch that is current now. */
    void begin() {
        long now = nanoTime.getAsLong();
        waiting = true;
        end = now + limits.registrationTimeout().toNanos();
        announce(now);
    }

    /** The user is at the device, or away from it; said again whenever the session is announced again. */
    void turn(boolean nowAway, Appender.Acknowledgement acknowledgement) {
        away = nowAway;
        awayLost = false;
        announcer.turned(identity, announcedEpoch, away, acknowledgement);
    }

    /**
     * The session has ended.
     *
     * @param orderly false if what was sent last may never have arrived
     */
    void leave(boolean orderly) {
        waiting = false;
        if (announcedEpoch > 0) {
            announcer.disconnected(identity, announcedEpoch, orderly);
        }
    }

    /** Announces again when no answer came, or what the log did not take of it. Whether there is still hope. */
    boolean check(long now) {
        if (waiting && now - end >= 0) {
            return false;
        }
        if (now - nextAttempt >= 0) {
            if (waiting) {
                announce(now);
            } else if (awayLost) {
                nextAttempt = now + limits.registrationRetry().toNanos();
                sayAway();
            }
        }
        return true;
    }

    /** Takes a part of a whole inbox. The inbox, when this was its last part. */
    Optional<Collection<InboxEntry>> take(InboxDelivery part) {
        if (part.getEpoch() != announcedEpoch) {
            return Optional.empty();
        }
        part.getConversations().forEach(entry -> entries.put(entry.getConversationId(), entry));
        if (!part.getLast()) {
            return Optional.empty();
        }
        waiting = false;
        Collection<InboxEntry> inbox = List.copyOf(entries.values());
        entries.clear();
        return Optional.of(inbox);
    }

    private void announce(long now) {
        long current = epoch.current();
        if (current != announcedEpoch) {
            entries.clear();
            announcedEpoch = current;
        }
        nextAttempt = now + limits.registrationRetry().toNanos();
        announcer.connected(identity, current);
        if (away) {
            sayAway();
        }
    }

    private void sayAway() {
        awayLost = false;
        announcer.turned(identity, announcedEpoch, true, failure -> {
            if (failure != null) {
                outlet.later(() -> awayLost = away);
            }
        });
    }
}
