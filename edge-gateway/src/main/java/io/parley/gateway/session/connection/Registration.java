package io.parley.gateway.session.connection;

import io.parley.avro.InboxDelivery;
import io.parley.avro.InboxEntry;
import io.parley.gateway.log.Appender;

import java.time.Duration;
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

    private static final Duration BETWEEN_STATUSES = Duration.ofSeconds(2);

    private final SessionIdentity identity;
    private final SessionAnnouncer announcer;
    private final SessionLimits limits;
    private final LongSupplier nanoTime;
    private final FrameSender sender;
    private final Map<String, InboxEntry> entries = new LinkedHashMap<>();
    private long announcedEpoch;
    private long nextAttempt;
    private long end;
    private boolean waiting;
    private boolean away;

    /** The last status that was appended; null when it isn't known whether the log has it. */
    private Boolean appendedAway = false;

    /** Whether a status waits: it came too soon after the one before, or the log didn't confirm it. */
    private boolean statusWaits;

    private long nextStatus;

    /** Whether the log did not confirm the user's away status, which goes with each announcement. */
    private boolean awayLost;

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
        this.sender = sender;
        this.nextStatus = nanoTime.getAsLong();
    }

    /** Begins, or begins again under the current epoch. */
    public void begin() {
        long now = nanoTime.getAsLong();
        waiting = true;
        end = now + limits.registration().timeout().toNanos();
        announce(now);
    }

    /**
     * Announces that the user is at the device, or away from it, now and whenever the session is announced again. The
     * log gets a session's changes at most once in two seconds, the last always: more often nobody would see them.
     *
     * @param acknowledgement of a change that is announced at once
     */
    public void setAway(boolean nowAway, Appender.Acknowledgement acknowledgement) {
        away = nowAway;
        awayLost = false;
        long now = nanoTime.getAsLong();
        if (now - nextStatus < 0) {
            statusWaits = true;
        } else {
            appendStatus(now, acknowledgement);
        }
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
        boolean retries = now - nextAttempt >= 0;
        if (waiting && retries) {
            announce(now);
        } else if (!waiting && statusWaits && now - nextStatus >= 0) {
            appendWaitingStatus(now);
        } else if (!waiting && awayLost && retries) {
            nextAttempt = now + limits.registration().retry().toNanos();
            announceAway();
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
        appendedAway = away;
        if (away) {
            announceAway();
        }
    }

    private void appendWaitingStatus(long now) {
        statusWaits = false;
        if (appendedAway == null || appendedAway != away) {
            appendStatus(now, failure -> {
                if (failure != null) {
                    sender.runOnEventLoop(() -> {
                        appendedAway = null;
                        statusWaits = true;
                    });
                }
            });
        }
    }

    private void appendStatus(long now, Appender.Acknowledgement acknowledgement) {
        nextStatus = now + BETWEEN_STATUSES.toNanos();
        appendedAway = away;
        announcer.statusChanged(identity, announcedEpoch, away, failure -> {
            if (failure != null) {
                // It may be in the log or not, and a later one must not be taken for a repeat.
                sender.runOnEventLoop(() -> appendedAway = null);
            }
            acknowledgement.done(failure);
        });
    }

    private void announceAway() {
        awayLost = false;
        announcer.statusChanged(identity, announcedEpoch, true, failure -> {
            if (failure != null) {
                sender.runOnEventLoop(() -> awayLost = away);
            }
        });
    }
}
