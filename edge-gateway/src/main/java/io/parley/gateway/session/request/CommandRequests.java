package io.parley.gateway.session.request;

import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.preference.SessionPreferences;
import io.parley.gateway.session.request.TargetStamps.Known;
import io.parley.gateway.session.request.TargetStamps.Verdict;
import io.parley.protocol.RejectReason;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * Appends a session's commands to the log and sends {@code accepted} when all in-sync replicas have them. For the
 * session's event loop.
 *
 * <p>The log has one session's commands in one conversation in their order of arrival, with one exception: a command
 * about a message that the gateway hasn't seen lately waits for the store, and delays only those about the same
 * message.
 */
final class CommandRequests implements SessionPart {

    private final String userId;

    private final SessionPreferences preferences;
    private final ClientLog log;
    private final TargetStamps stamps;
    private final WorkGuard work;
    private final FrameSender sender;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;

    /** The commands that wait for their target from the store, by target. */
    private final Map<EventKey, Deque<Taken>> waiting = new HashMap<>();

    /** Targets that still have to be looked up. */
    private final Deque<EventKey> unasked = new ArrayDeque<>();

    private int lookUpsUnderWay;
    private int waitingCommands;
    private int underWay;
    private Runnable whenSettled;

    /** A command, with the time of its receipt in nanoseconds. */
    private record Taken(ClientFrame.Command frame, long at) {}

    CommandRequests(
            String userId,
            SessionPreferences preferences,
            ClientLog log,
            TargetStamps stamps,
            WorkGuard work,
            FrameSender sender,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.userId = userId;
        this.preferences = preferences;
        this.log = log;
        this.stamps = stamps;
        this.work = work;
        this.sender = sender;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    void send(ClientFrame.Command frame) {
        if (!work.admits(frame.correlation(), WorkGuard.of(frame))) {
            return;
        }
        Taken command = new Taken(frame, nanoTime.getAsLong());
        Optional<EventKey> target = TargetStamps.targetOf(frame);
        if (target.isEmpty()) {
            underWay++;
            append(command, frame.body());
            return;
        }
        Deque<Taken> before = waiting.get(target.get());
        Optional<Verdict> verdict = before == null ? stamps.atOnce(frame, target.get()) : Optional.empty();
        if (verdict.isPresent()) {
            underWay++;
            follow(command, verdict.get());
        } else {
            await(command, target.get());
        }
    }

    /** Runs the task as soon as no command is on its way into the log, possibly now. */
    void whenSettled(Runnable task) {
        whenSettled = task;
        settle();
    }

    /** Drops the waiting commands: they were not accepted, and the client sends them again. */
    @Override
    public void onClose() {
        waiting.clear();
        unasked.clear();
    }

    private void await(Taken command, EventKey target) {
        if (waitingCommands >= SessionLimits.WAITING_COMMANDS) {
            sender.reject(Rejection.retryable(command.frame().correlation(), RejectReason.COMMANDS_WAITING));
            return;
        }
        underWay++;
        waitingCommands++;
        Deque<Taken> same = waiting.get(target);
        if (same != null) {
            same.add(command);
            return;
        }
        Deque<Taken> first = new ArrayDeque<>();
        first.add(command);
        waiting.put(target, first);
        unasked.add(target);
        lookUp();
    }

    private void lookUp() {
        while (lookUpsUnderWay < SessionLimits.LOOK_UPS_UNDER_WAY && !unasked.isEmpty()) {
            EventKey target = unasked.remove();
            lookUpsUnderWay++;
            stamps.lookUp(target)
                    .whenComplete((found, failure) -> sender.runOnEventLoop(() -> lookedUp(target, found)));
        }
    }

    private void lookedUp(EventKey target, Optional<Known> found) {
        lookUpsUnderWay--;
        Deque<Taken> commands = waiting.remove(target);
        if (commands == null) {
            return;
        }
        waitingCommands -= commands.size();
        commands.forEach(command -> follow(command, stamps.lookedUp(command.frame(), found)));
        lookUp();
    }

    private void follow(Taken command, Verdict verdict) {
        if (verdict instanceof Verdict.Stamped stamped) {
            append(command, stamped.body());
        } else {
            underWay--;
            sender.reject(((Verdict.Refused) verdict).rejection());
            settle();
        }
    }

    private void append(Taken command, Object body) {
        ClientFrame.Command frame = command.frame();
        boolean peerBlocked = preferences.isDirectWithBlocked(frame.conversationId());
        log.command(userId, frame, body, peerBlocked, failure -> sender.runOnEventLoop(() -> answer(command, failure)));
    }

    private void settle() {
        if (underWay == 0 && whenSettled != null) {
            whenSettled.run();
        }
    }

    private void answer(Taken command, Exception failure) {
        ClientFrame.Command frame = command.frame();
        underWay--;
        if (failure != null) {
            sender.reject(Rejection.retryable(frame.correlation(), RejectReason.LOG_UNCERTAIN));
        } else {
            metrics.accepted(Duration.ofNanos(nanoTime.getAsLong() - command.at()));
            sender.send(sender.frames().accepted(frame.id(), frame.conversationId()));
        }
        settle();
    }
}
