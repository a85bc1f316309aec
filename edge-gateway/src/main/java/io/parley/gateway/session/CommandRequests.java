package io.parley.gateway.session;

import io.parley.avro.Command;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.TargetStamps.Known;
import io.parley.gateway.session.TargetStamps.Verdict;
import io.parley.protocol.RejectCode;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * A session's commands: into the log, and {@code accepted} when all in-sync replicas have them. The log has one session's
 * commands in one conversation in the order in which they came, with one exception: one that is about a message which the
 * gateway hasn't seen lately waits for the store, and with it only those that are about the same message. For the
 * session's event loop.
 */
final class CommandRequests {

    /** When to send a command again that may or may not have got into the log, or that there was no room for. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String senderId;
    private final Appender<Command> log;
    private final TargetStamps stamps;
    private final Outlet outlet;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;

    /** By target the commands that wait for the store to say what it is. */
    private final Map<EventPlace, Deque<Taken>> waiting = new HashMap<>();

    /** Targets that the store hasn't been asked about yet. */
    private final Deque<EventPlace> unasked = new ArrayDeque<>();

    private int lookUpsUnderWay;
    private int waitingCommands;
    private int underWay;
    private Runnable whenSettled;

    /** A command, and when it came. */
    private record Taken(ClientFrame.Command frame, long at) {}

    CommandRequests(
            String senderId,
            Appender<Command> log,
            TargetStamps stamps,
            Outlet outlet,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.senderId = senderId;
        this.log = log;
        this.stamps = stamps;
        this.outlet = outlet;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    void send(ClientFrame.Command frame) {
        Taken command = new Taken(frame, nanoTime.getAsLong());
        Optional<EventPlace> target = TargetStamps.targetOf(frame);
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

    /** Runs the task as soon as no command is on its way into the log, which may be now. */
    void whenSettled(Runnable task) {
        whenSettled = task;
        settle();
    }

    /** The session's end: what waits was not accepted, and is the client's to send again. */
    void drop() {
        waiting.clear();
        unasked.clear();
    }

    private void await(Taken command, EventPlace target) {
        if (waitingCommands >= SessionLimits.WAITING_COMMANDS) {
            outlet.reject(Rejection.retryable(
                    command.frame().correlation(),
                    RejectCode.RATE_LIMITED,
                    "too many commands wait for the store",
                    RETRY_AFTER));
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
            EventPlace target = unasked.remove();
            lookUpsUnderWay++;
            stamps.lookUp(target).whenComplete((found, failure) -> outlet.later(() -> lookedUp(target, found)));
        }
    }

    private void lookedUp(EventPlace target, Optional<Known> found) {
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
            outlet.reject(((Verdict.Refused) verdict).rejection());
            settle();
        }
    }

    private void append(Taken command, Object body) {
        ClientFrame.Command frame = command.frame();
        log.append(
                frame.conversationId(),
                new Command(frame.conversationId(), senderId, frame.id(), body),
                failure -> outlet.later(() -> answer(command, failure)));
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
            outlet.reject(Rejection.retryable(
                    frame.correlation(),
                    RejectCode.UNAVAILABLE,
                    "the log did not confirm; it may or may not have been accepted, send the same id again",
                    RETRY_AFTER));
        } else {
            metrics.accepted(Duration.ofNanos(nanoTime.getAsLong() - command.at()));
            outlet.send(outlet.frames().accepted(frame.id(), frame.conversationId()));
        }
        settle();
    }
}
