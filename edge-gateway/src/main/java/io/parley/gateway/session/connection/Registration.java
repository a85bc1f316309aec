package io.parley.gateway.session.connection;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.gateway.log.Appender;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Registers the session with the topology that routes its user's deliveries, and retries until the whole inbox, which
 * is the answer, has arrived. Runs at the start and again whenever the gateway's epoch changes. For the session's event
 * loop.
 */
public final class Registration {

    private final SessionIdentity identity;
    private final SessionAnnouncer announcer;
    private final SessionLimits limits;
    private final LongSupplier nanoTime;
    private final StatusUpdates status;
    private final Map<String, InboxEntry> entries = new LinkedHashMap<>();
    private long announcedEpoch;
    private long nextAttempt;
    private long end;
    private boolean waiting;

    Registration(
            SessionIdentity identity,
            SessionAnnouncer announcer,
            SessionLimits limits,
            LongSupplier nanoTime,
            FrameSender sender) {
        this.identity = identity;
        this.announcer = announcer;
        this.limits = limits;
        this.nanoTime = nanoTime;
        this.status = new StatusUpdates(identity, announcer, sender, nanoTime.getAsLong());
    }

    /** Begins, or begins again under the current epoch. */
    public void begin() {
        long now = nanoTime.getAsLong();
        waiting = true;
        end = now + limits.registration().timeout().toNanos();
        announce(now);
    }

    /**
     * Announces that the user is at the device, or away from it, now and whenever the session is announced again.
     *
     * @param acknowledgement of a change that is announced at once
     */
    public void setAway(boolean away, Appender.Acknowledgement acknowledgement) {
        status.set(away, announcedEpoch, nanoTime.getAsLong(), acknowledgement);
    }

    /**
     * Announces the end of the session.
     *
     * @param orderly false if the last frames may never have arrived
     */
    public void leave(boolean orderly) {
        waiting = false;
        if (announcedEpoch > 0) {
            announcer.disconnected(identity, announcedEpoch, orderly);
        }
    }

    /** Repeats an announcement that has failed or has no answer; false when the time for an answer is over. */
    public boolean check(long now) {
        if (waiting && now - end >= 0) {
            return false;
        }
        if (!waiting) {
            status.check(announcedEpoch, now);
        } else if (now - nextAttempt >= 0) {
            announce(now);
        }
        return true;
    }

    /** Takes a part of the answer; returns all of it with the last part. */
    public Optional<NewestInbox> take(InboxDelivery part) {
        if (part.getEpoch() != announcedEpoch) {
            return Optional.empty();
        }
        part.getConversations().forEach(entry -> entries.put(entry.getConversationId(), entry));
        if (!part.getLast()) {
            return Optional.empty();
        }
        waiting = false;
        NewestInbox inbox = new NewestInbox(List.copyOf(entries.values()), part.getNext());
        entries.clear();
        return Optional.of(inbox);
    }

    private void announce(long now) {
        long current = announcer.epoch();
        if (current != announcedEpoch) {
            entries.clear();
            announcedEpoch = current;
        }
        nextAttempt = now + limits.registration().retry().toNanos();
        announcer.connected(identity, current);
        status.announced(current);
    }
}
