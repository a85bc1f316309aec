package io.parley.gateway.session.request;

import io.parley.avro.Event;
import io.parley.avro.InboxAnswer;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.stream.Memberships;
import io.parley.gateway.session.stream.SessionStream;

import java.util.List;
import java.util.function.Consumer;

/**
 * Reaches the conversations that the session doesn't know: lists them, and looks one up before it is used. For
 * the session's event loop.
 */
final class InboxAccess {

    private final InboxRequests requests;
    private final ListRequests lists;
    private final UnlistedConversations unlisted;
    private final RepeatAnswers repeats;
    private final Memberships memberships;
    private Consumer<ClientFrame> handler;

    InboxAccess(
            InboxRequests requests, Memberships memberships, SessionStream stream, WorkGuard work, FrameSender sender) {
        this.requests = requests;
        this.memberships = memberships;
        this.lists = new ListRequests(requests, stream, work, sender);
        this.unlisted =
                new UnlistedConversations(requests, memberships, stream, work, sender, frame -> handler.accept(frame));
        this.repeats = new RepeatAnswers(unlisted, memberships, stream);
    }

    /** Sets the handler of frames that go on. */
    void handOnTo(Consumer<ClientFrame> frames) {
        handler = frames;
    }

    List<SessionPart> parts() {
        return List.of(lists, unlisted, requests);
    }

    void list(ClientFrame.ListInbox request) {
        lists.ask(request);
    }

    /** Takes a frame that has to wait for the inbox; false if it can be handled at once. */
    boolean takes(ClientFrame frame) {
        return unlisted.takes(frame);
    }

    void answered(InboxAnswer answer) {
        requests.answered(answer);
    }

    void repeated(Correlation command, boolean own, Event event, ServerFrame frame) {
        repeats.answer(command, own, event, frame);
    }

    /** Runs the task once the session knows whether the user is a member of a conversation, possibly now. */
    void whenKnown(String conversationId, Runnable task) {
        if (!memberships.isUnlisted(conversationId)) {
            task.run();
            return;
        }
        unlisted.ask(conversationId, new UnlistedConversations.Waiting() {
            @Override
            public void proceed() {
                task.run();
            }

            @Override
            public void unavailable() {
                whenKnown(conversationId, task);
            }
        });
    }
}
