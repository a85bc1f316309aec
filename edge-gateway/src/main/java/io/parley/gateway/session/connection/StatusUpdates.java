package io.parley.gateway.session.connection;

import io.parley.gateway.log.Appender;

import java.time.Duration;

/**
 * Appends a session's status, which is that the user is at the device or away from it: a change at most once in two
 * seconds, the last always. More often nobody would see them. For the session's event loop.
 */
final class StatusUpdates {

    private static final Duration BETWEEN = Duration.ofSeconds(2);

    private final SessionIdentity identity;
    private final SessionAnnouncer announcer;
    private final FrameSender sender;
    private boolean away;

    /** The last status that was appended; null when it isn't known whether the log has it. */
    private Boolean appended = false;

    /** Whether the status waits: it came too soon after the one before, or the log didn't confirm it. */
    private boolean waits;

    private long next;

    /** @param now from when on a status may be appended */
    StatusUpdates(SessionIdentity identity, SessionAnnouncer announcer, FrameSender sender, long now) {
        this.identity = identity;
        this.announcer = announcer;
        this.sender = sender;
        this.next = now;
    }

    /**
     * Takes a status of the client.
     *
     * @param acknowledgement of a status that is appended at once
     */
    void set(boolean nowAway, long epoch, long now, Appender.Acknowledgement acknowledgement) {
        away = nowAway;
        if (now - next < 0) {
            waits = true;
        } else {
            append(epoch, now, acknowledgement);
        }
    }

    /** Completes an announcement of the session, which by itself means that the user is at the device. */
    void announced(long epoch) {
        appended = away;
        if (away) {
            announcer.statusChanged(identity, epoch, true, this::appendAgainUnlessConfirmed);
        }
    }

    /** Appends the status that waits, when its time has come. To be called periodically. */
    void check(long epoch, long now) {
        if (waits && now - next >= 0) {
            waits = false;
            if (appended == null || appended != away) {
                append(epoch, now, this::appendAgainUnlessConfirmed);
            }
        }
    }

    private void append(long epoch, long now, Appender.Acknowledgement acknowledgement) {
        next = now + BETWEEN.toNanos();
        appended = away;
        announcer.statusChanged(identity, epoch, away, failure -> {
            if (failure != null) {
                // It may be in the log or not, and a later one must not be taken for a repeat.
                sender.runOnEventLoop(() -> appended = null);
            }
            acknowledgement.done(failure);
        });
    }

    private void appendAgainUnlessConfirmed(Exception failure) {
        if (failure != null) {
            sender.runOnEventLoop(() -> {
                appended = null;
                waits = true;
            });
        }
    }
}
