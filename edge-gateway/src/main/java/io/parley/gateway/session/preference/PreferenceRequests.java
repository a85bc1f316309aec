package io.parley.gateway.session.preference;

import io.parley.avro.BlockChange;
import io.parley.avro.MuteChange;
import io.parley.avro.PreferenceChange;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.log.Appender;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.protocol.PreferenceLimits;
import io.parley.protocol.RejectReason;

import java.util.function.Predicate;

/**
 * Appends what a session's user blocks and mutes to the log. The answer comes from the user's task, to all the user's
 * sessions. For the session's event loop.
 */
public final class PreferenceRequests {

    private final String userId;
    private final SessionPreferences preferences;
    private final Predicate<Correlation> isOfMember;
    private final Predicate<Correlation> admits;
    private final Appender<PreferenceChange> log;
    private final FrameSender sender;

    /**
     * @param isOfMember whether the user is a member of a request's conversation; rejects the request if not
     * @param admits whether the budgets have enough left for a request; rejects it if not
     */
    public PreferenceRequests(
            String userId,
            SessionPreferences preferences,
            Predicate<Correlation> isOfMember,
            Predicate<Correlation> admits,
            Appender<PreferenceChange> log,
            FrameSender sender) {
        this.userId = userId;
        this.preferences = preferences;
        this.isOfMember = isOfMember;
        this.admits = admits;
        this.log = log;
        this.sender = sender;
    }

    public void block(ClientFrame.Block request) {
        String otherId = request.userId();
        if (!admits.test(request.correlation())) {
            return;
        }
        if (!request.off() && !preferences.hasRoomToBlock(otherId)) {
            full(request.correlation(), RejectReason.BLOCKS_FULL, PreferenceLimits.MOST_BLOCKED);
            return;
        }
        if (request.off()) {
            preferences.asksNoMore(otherId);
        } else {
            preferences.asks(otherId);
        }
        append(new BlockChange(otherId, request.off()), failure -> {
            preferences.asksNoMore(otherId);
            unavailable(request.correlation());
        });
    }

    public void mute(ClientFrame.Mute request) {
        Correlation correlation = request.correlation();
        if (!isOfMember.test(correlation) || !admits.test(correlation)) {
            return;
        }
        String conversationId = correlation.conversationId();
        if (!request.off() && !preferences.hasRoomToMute(conversationId)) {
            full(correlation, RejectReason.MUTES_FULL, PreferenceLimits.MOST_MUTED);
            return;
        }
        append(
                new MuteChange(conversationId, request.until().orElse(null), request.off()),
                failure -> unavailable(correlation));
    }

    private void append(Object body, Appender.Acknowledgement ifLost) {
        log.append(userId, new PreferenceChange(userId, body), failure -> {
            if (failure != null) {
                sender.runOnEventLoop(() -> ifLost.done(failure));
            }
        });
    }

    private void full(Correlation correlation, RejectReason reason, int most) {
        sender.reject(Rejection.of(correlation, reason.code(), reason.text(most)));
    }

    private void unavailable(Correlation correlation) {
        sender.reject(Rejection.retryable(correlation, RejectReason.LOG_SILENT));
    }
}
