package io.parley.gateway.session;

import io.parley.avro.Command;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.RejectCode;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.TargetStamps.Verdict;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * A session's commands: into the log, and {@code accepted} when all in-sync replicas have them. An edit or a deletion
 * waits for the store first, and so do the commands behind it in the same conversation: the log has one session's
 * commands in one conversation in the order in which they came. For the session's event loop.
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

    /** By conversation the commands that wait, the first of them for the store. */
    private final Map<String, Deque<Taken>> waiting = new HashMap<>();

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
        Deque<Taken> before = waiting.get(frame.conversationId());
        if (before == null && !TargetStamps.areNeeded(frame)) {
            underWay++;
            append(command, frame.body());
        } else if (waitingCommands >= SessionLimits.WAITING_COMMANDS) {
            outlet.reject(Rejection.retryable(
                    frame.correlation(), RejectCode.RATE_LIMITED, "too many commands wait for the store", RETRY_AFTER));
        } else {
            underWay++;
            waitingCommands++;
            waiting.computeIfAbsent(frame.conversationId(), conversation -> new ArrayDeque<>())
                    .add(command);
            if (before == null) {
                lookUp(command);
            }
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
    }

    private void lookUp(Taken command) {
        stamps.of(command.frame()).whenComplete((verdict, failure) -> outlet.later(() -> lookedUp(command, verdict)));
    }

    private void lookedUp(Taken command, Verdict verdict) {
        String conversation = command.frame().conversationId();
        Deque<Taken> behind = waiting.get(conversation);
        if (behind == null) {
            return;
        }
        behind.remove();
        waitingCommands--;
        if (verdict instanceof Verdict.Stamped stamped) {
            append(command, stamped.body());
        } else {
            underWay--;
            outlet.reject(((Verdict.Refused) verdict).rejection());
        }
        proceed(conversation, behind);
        settle();
    }

    /** Appends what waited behind a command, up to the next one that has to wait itself. */
    private void proceed(String conversation, Deque<Taken> commands) {
        while (!commands.isEmpty() && !TargetStamps.areNeeded(commands.peek().frame())) {
            Taken next = commands.remove();
            waitingCommands--;
            append(next, next.frame().body());
        }
        if (commands.isEmpty()) {
            waiting.remove(conversation);
        } else {
            lookUp(commands.peek());
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
