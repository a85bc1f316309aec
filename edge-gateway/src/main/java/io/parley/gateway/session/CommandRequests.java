package io.parley.gateway.session;

import io.parley.avro.Command;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.RejectCode;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.log.Appender;
import io.parley.gateway.metrics.GatewayMetrics;

import java.time.Duration;
import java.util.function.LongSupplier;

/**
 * A session's commands: into the log, and {@code accepted} when all in-sync replicas have them. For the session's event
 * loop.
 */
final class CommandRequests {

    /** When to send a command again that may or may not have got into the log. */
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final String senderId;
    private final Appender<Command> log;
    private final Outlet outlet;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private int underWay;
    private Runnable whenSettled;

    CommandRequests(
            String senderId, Appender<Command> log, Outlet outlet, GatewayMetrics metrics, LongSupplier nanoTime) {
        this.senderId = senderId;
        this.log = log;
        this.outlet = outlet;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
    }

    void send(ClientFrame.Command frame) {
        long begun = nanoTime.getAsLong();
        underWay++;
        log.append(
                frame.conversationId(),
                new Command(frame.conversationId(), senderId, frame.id(), frame.body()),
                failure -> outlet.later(() -> answer(frame, begun, failure)));
    }

    /** Runs the task as soon as no command is on its way into the log, which may be now. */
    void whenSettled(Runnable task) {
        whenSettled = task;
        settle();
    }

    private void settle() {
        if (underWay == 0 && whenSettled != null) {
            whenSettled.run();
        }
    }

    private void answer(ClientFrame.Command frame, long begun, Exception failure) {
        underWay--;
        if (failure != null) {
            outlet.reject(Rejection.retryable(
                    frame.correlation(),
                    RejectCode.UNAVAILABLE,
                    "the log did not confirm; it may or may not have been accepted, send the same id again",
                    RETRY_AFTER));
        } else {
            metrics.accepted(Duration.ofNanos(nanoTime.getAsLong() - begun));
            outlet.send(outlet.frames().accepted(frame.id(), frame.conversationId()));
        }
        settle();
    }
}
