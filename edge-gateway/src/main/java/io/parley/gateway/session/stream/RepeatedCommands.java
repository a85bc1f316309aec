package io.parley.gateway.session.stream;

import io.parley.avro.Event;
import io.parley.avro.Removed;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.protocol.RejectReason;

/**
 * Answers repeated commands with their events, in their current form. The store may be ahead of the stream: an event
 * that the stream will bring is left to it, since otherwise the client would see a gap; an answer by another command's
 * event follows it. For the session's event loop, while the session is ready.
 */
final class RepeatedCommands implements SessionPart {

    private final String userId;
    private final Memberships memberships;
    private final OutboundEvents events;
    private final FrameSender sender;
    private final AwaitedAnswers awaited = new AwaitedAnswers();

    RepeatedCommands(String userId, Memberships memberships, OutboundEvents events, FrameSender sender) {
        this.userId = userId;
        this.memberships = memberships;
        this.events = events;
        this.sender = sender;
    }

    /**
     * Sends the answer to a command, now or once the stream has brought its event. Takes the caller's reference to the
     * frame.
     *
     * @param own whether the command made the event
     */
    void answer(Correlation command, boolean own, Event event, ServerFrame frame) {
        if (memberships.isComing(event)) {
            awaited.add(new AwaitedAnswers.Answer(command, own, event, frame)).ifPresent(crowdedOut -> {
                crowdedOut.frame().release();
                rejectForRetry(crowdedOut);
            });
            return;
        }
        boolean leaving = event.getBody() instanceof Removed removed
                && removed.getMembers().contains(userId);
        if (leaving || memberships.isMember(event.getConversationId())) {
            sender.send(frame);
        } else {
            frame.release();
            sender.reject(Rejection.notAMember(command));
        }
    }

    /** Sends the answers whose events the stream has brought. */
    void answerBrought() {
        for (AwaitedAnswers.Answer answer : awaited.brought(event -> !memberships.isComing(event))) {
            if (answer.isOwn()) {
                answer.frame().release();
            } else {
                // Never withheld, since history doesn't show which command an event answers.
                events.joined(answer.event().getConversationId(), answer.frame());
            }
        }
    }

    /** Drops answers that have waited for their event for too long. */
    @Override
    public void onTick(long now) {
        for (AwaitedAnswers.Answer answer : awaited.overdue(now)) {
            answer.frame().release();
            if (!memberships.isMember(answer.event().getConversationId())) {
                // Their membership began with this event and has ended since.
                sender.reject(Rejection.notAMember(answer.command()));
            } else {
                rejectForRetry(answer);
            }
        }
    }

    @Override
    public void onClose() {
        awaited.drop();
    }

    /** Rejects a command whose answer was dropped: the stream's own frame of the event answers only its own command. */
    private void rejectForRetry(AwaitedAnswers.Answer answer) {
        if (!answer.isOwn()) {
            sender.reject(Rejection.retryable(answer.command(), RejectReason.REPEAT_TO_COME));
        }
    }
}
