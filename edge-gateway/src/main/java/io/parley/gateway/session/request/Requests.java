package io.parley.gateway.session.request;

import io.parley.avro.Event;
import io.parley.avro.InboxAnswer;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.ClientFrame.Malformed;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.connection.TokenExpiry;
import io.parley.gateway.session.preference.PreferenceRequests;
import io.parley.protocol.CloseReason;
import io.parley.protocol.FrameLimits;

import java.util.List;
import java.util.stream.Stream;

/** Passes each frame of a ready session's client to the handler of its type. For the session's event loop. */
public final class Requests {

    private final CommandRequests commands;
    private final SubscriptionRequests subscriptions;
    private final SignalRequests signals;
    private final UserRequests user;
    private final PreferenceRequests preferences;
    private final TokenExpiry token;
    private final MembersRequests members;
    private final HistoryRequests history;
    private final InboxAccess inbox;
    private final FrameSender sender;
    private int badFramesInARow;

    Requests(
            CommandRequests commands,
            SubscriptionRequests subscriptions,
            SignalRequests signals,
            UserRequests user,
            PreferenceRequests preferences,
            TokenExpiry token,
            MembersRequests members,
            HistoryRequests history,
            InboxAccess inbox,
            FrameSender sender) {
        this.commands = commands;
        this.subscriptions = subscriptions;
        this.signals = signals;
        this.user = user;
        this.preferences = preferences;
        this.token = token;
        this.members = members;
        this.history = history;
        this.inbox = inbox;
        this.sender = sender;
        inbox.handOnTo(this::dispatch);
        subscriptions.lookUpIn(inbox);
    }

    /** The handlers that take part in the session's life. */
    public List<SessionPart> parts() {
        return Stream.concat(Stream.of(subscriptions, history, members, commands), inbox.parts().stream())
                .toList();
    }

    public void handle(ClientFrame frame) {
        if (frame instanceof Malformed malformed) {
            refuse(malformed);
            return;
        }
        badFramesInARow = 0;
        if (!inbox.takes(frame)) {
            dispatch(frame);
        }
    }

    /** Handles an answer of the owner of the user. */
    public void answered(InboxAnswer answer) {
        inbox.answered(answer);
    }

    /** Sends the answer to a repeated command; takes the caller's reference to the frame. */
    public void repeated(Correlation command, boolean own, Event event, ServerFrame frame) {
        inbox.repeated(command, own, event, frame);
    }

    private void dispatch(ClientFrame frame) {
        if (frame instanceof ClientFrame.Command command) {
            commands.send(command);
        } else if (frame instanceof ClientFrame.History request) {
            history.ask(request);
        } else if (frame instanceof ClientFrame.Members request) {
            members.ask(request);
        } else if (frame instanceof ClientFrame.ListInbox request) {
            inbox.list(request);
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
        if (badFramesInARow >= FrameLimits.BAD_FRAMES_IN_A_ROW) {
            sender.close(CloseReason.BAD_FRAMES);
        }
    }
}
