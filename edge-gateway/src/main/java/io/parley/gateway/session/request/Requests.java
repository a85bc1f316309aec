package io.parley.gateway.session.request;

import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.gateway.session.connection.CloseReason;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.connection.TokenExpiry;
import io.parley.gateway.session.preference.PreferenceRequests;

import java.util.List;

/** Passes each frame of a ready session's client to the handler of its type. For the session's event loop. */
public final class Requests {

    private final CommandRequests commands;
    private final SubscriptionRequests subscriptions;
    private final SignalRequests signals;
    private final UserRequests user;
    private final PreferenceRequests preferences;
    private final TokenExpiry token;
    private final HistoryRequests history;
    private final FrameSender sender;
    private int badFramesInARow;

    Requests(
            CommandRequests commands,
            SubscriptionRequests subscriptions,
            SignalRequests signals,
            UserRequests user,
            PreferenceRequests preferences,
            TokenExpiry token,
            HistoryRequests history,
            FrameSender sender) {
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.signals = signals;
        this.user = user;
        this.preferences = preferences;
        this.token = token;
        this.history = history;
        this.sender = sender;
    }

    /** The handlers that take part in the session's life. */
    public List<SessionPart> parts() {
        return List.of(subscriptions, history, commands);
    }

    public void handle(ClientFrame frame) {
        if (frame instanceof Malformed malformed) {
            refuse(malformed);
            return;
        }
        badFramesInARow = 0;
        if (frame instanceof ClientFrame.Command command) {
            commands.send(command);
        } else if (frame instanceof ClientFrame.History request) {
            history.ask(request);
        } else if (frame instanceof ClientFrame.Open request) {
            subscriptions.open(request);
        } else if (frame instanceof ClientFrame.Close request) {
            subscriptions.close(request);
        } else if (frame instanceof ClientFrame.Read request) {
            signals.read(request);
        } else if (frame instanceof ClientFrame.Typing request) {
            signals.typing(request);
        } else if (frame instanceof ClientFrame.Mute request) {
            preferences.mute(request);
        } else if (frame instanceof ClientFrame.Block request) {
            preferences.block(request);
        } else if (frame instanceof ClientFrame.Status request) {
            user.status(request);
        } else if (frame instanceof ClientFrame.Device request) {
            user.device(request);
        } else if (frame instanceof ClientFrame.Auth request) {
            token.renew(request);
        } else {
            sender.send(sender.frames().pong());
        }
    }

    /** Runs the task as soon as no command is on its way into the log, possibly now. */
    public void whenSettled(Runnable task) {
        commands.whenSettled(task);
    }

    private void refuse(Malformed malformed) {
        sender.reject(malformed.rejection());
        badFramesInARow = malformed.object() ? 0 : badFramesInARow + 1;
        if (badFramesInARow >= SessionLimits.BAD_FRAMES) {
            sender.close(CloseReason.BAD_FRAMES);
        }
    }
}
