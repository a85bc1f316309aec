package io.parley.gateway.session.request;

import io.parley.avro.Event;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.stream.Memberships;
import io.parley.gateway.session.stream.SessionStream;
import io.parley.protocol.RejectReason;

/**
 * Sends the answers to repeated commands. One about a conversation that the session doesn't know follows its
 * entry. For the session's event loop.
 */
final class RepeatAnswers {

    private final UnlistedConversations unlisted;
    private final Memberships memberships;
    private final SessionStream stream;

    RepeatAnswers(UnlistedConversations unlisted, Memberships memberships, SessionStream stream) {
        this.unlisted = unlisted;
        this.memberships = memberships;
        this.stream = stream;
    }

    /** Takes the caller's reference to the frame; see {@link SessionStream#repeated}. */
    void answer(Correlation command, boolean own, Event event, ServerFrame frame) {
        if (!memberships.isUnlisted(event.getConversationId())) {
            stream.repeated(command, own, event, frame);
            return;
        }
        unlisted.ask(event.getConversationId(), new UnlistedConversations.Waiting() {
            @Override
            public void proceed() {
                stream.repeated(command, own, event, frame);
            }

            @Override
            public void unavailable() {
                frame.release();
                stream.refused(Rejection.retryable(command, RejectReason.REPEAT_UNLISTED));
            }

            @Override
            public void ended() {
                frame.release();
            }
        });
    }
}
