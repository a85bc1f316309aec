package io.parley.gateway.session.request;

import io.parley.avro.InboxAnswer;
import io.parley.avro.InboxPosition;
import io.parley.avro.ListPage;
import io.parley.gateway.frame.ClientFrame;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.limit.Work;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.stream.SessionStream;
import io.parley.protocol.RejectReason;

import java.util.List;
import java.util.Optional;

/**
 * Answers a session's requests for older conversations, one at a time; further ones wait, all of them while the client
 * doesn't read. For the session's event loop.
 */
final class ListRequests implements SessionPart {

    private final InboxRequests inbox;
    private final SessionStream stream;
    private final WorkGuard work;
    private final FrameSender sender;
    private final WaitingRequests<ClientFrame.ListInbox> waiting;
    private boolean underWay;

    ListRequests(InboxRequests inbox, SessionStream stream, WorkGuard work, FrameSender sender) {
        this.inbox = inbox;
        this.stream = stream;
        this.work = work;
        this.sender = sender;
        this.waiting = new WaitingRequests<>(
                SessionLimits.WAITING_LISTS,
                RejectReason.LIST_REQUESTS,
                sender,
                request -> !underWay && sender.isWritable(),
                this::list);
    }

    void ask(ClientFrame.ListInbox request) {
        if (waiting.admits(request.correlation())
                && work.admits(request.correlation(), Work.request(Work.RECORD_UNITS + request.limit()))) {
            waiting.add(request);
        }
    }

    @Override
    public void onWritable() {
        waiting.startNext();
    }

    @Override
    public void onClose() {
        waiting.clear();
    }

    /** Without a cursor, a page of those that are older than what came by itself. */
    private void list(ClientFrame.ListInbox request) {
        InboxPosition before = request.before().orElse(stream.listedTo());
        if (before == null) {
            stream.listed(request.correlation(), List.of(), null, work::answer);
            return;
        }
        underWay = true;
        inbox.ask(new ListPage(before, request.limit()), answer -> answer(request, answer));
    }

    private void answer(ClientFrame.ListInbox request, Optional<InboxAnswer> answer) {
        underWay = false;
        if (answer.isPresent()) {
            stream.listed(
                    request.correlation(),
                    answer.get().getConversations(),
                    answer.get().getNext(),
                    work::answer);
        } else {
            sender.reject(Rejection.retryable(request.correlation(), RejectReason.INBOX_SILENT));
        }
        onWritable();
    }
}
