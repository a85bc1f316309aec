package io.parley.gateway.session;

import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.gateway.frame.RejectCode;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.limit.CommandRateLimiter;

import java.time.Duration;
import java.util.Optional;

/** What a ready session does with a frame of its client's. For the session's event loop. */
final class Requests {

    private final CommandRequests commands;
    private final SignalRequests signals;
    private final UserRequests user;
    private final TokenLife token;
    private final HistoryRequests history;
    private final CommandRateLimiter.Share pace;
    private final Outlet outlet;
    private int badFramesInARow;

    Requests(
            CommandRequests commands,
            SignalRequests signals,
            UserRequests user,
            TokenLife token,
            HistoryRequests history,
            CommandRateLimiter.Share pace,
            Outlet outlet) {
        this.commands = commands;
        this.signals = signals;
        this.user = user;
        this.token = token;
        this.history = history;
        this.pace = pace;
        this.outlet = outlet;
    }

    void handle(ClientFrame frame) {
        if (frame instanceof Malformed malformed) {
            refuse(malformed);
            return;
        }
        badFramesInARow = 0;
        if (frame instanceof ClientFrame.Command command) {
            send(command);
        } else if (frame instanceof ClientFrame.History request) {
            history.ask(request);
        } else if (frame instanceof ClientFrame.Open request) {
            signals.open(request);
        } else if (frame instanceof ClientFrame.Close request) {
            signals.close(request);
        } else if (frame instanceof ClientFrame.Read request) {
            signals.read(request);
        } else if (frame instanceof ClientFrame.Typing request) {
            signals.typing(request);
        } else if (frame instanceof ClientFrame.Status request) {
            user.status(request);
        } else if (frame instanceof ClientFrame.Device request) {
            user.device(request);
        } else if (frame instanceof ClientFrame.Auth request) {
            token.renew(request);
        } else {
            outlet.send(outlet.frames().pong());
        }
    }

    /** The client has read on. */
    void proceed() {
        history.proceed();
    }

    /** Runs the task as soon as nothing of the client's is on its way into the log, which may be now. */
    void whenSettled(Runnable task) {
        commands.whenSettled(task);
    }

    /** The user's whole inbox was sent. */
    void wholeInbox() {
        signals.wholeInbox();
    }

    /** To be called every now and then, with the time in nanoseconds. */
    void check(long now) {
        signals.check(now);
    }

    /** The session's end, before its stream's. */
    void end() {
        commands.drop();
        history.drop();
        signals.end();
        pace.leave();
    }

    private void send(ClientFrame.Command command) {
        Optional<Duration> wait = pace.take();
        if (wait.isEmpty()) {
            commands.send(command);
        } else {
            outlet.reject(Rejection.retryable(
                    command.correlation(), RejectCode.RATE_LIMITED, "too many commands of this user", wait.get()));
        }
    }

    private void refuse(Malformed malformed) {
        outlet.reject(malformed.rejection());
        badFramesInARow = malformed.object() ? 0 : badFramesInARow + 1;
        if (badFramesInARow >= SessionLimits.BAD_FRAMES) {
            outlet.close(CloseReason.BAD_FRAMES);
        }
    }
}
