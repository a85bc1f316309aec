package io.parley.gateway.session.request;

import io.parley.avro.ListMembers;
import io.parley.gateway.frame.ClientFrame.Members;
import io.parley.gateway.limit.Work;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.stream.MemberPages;
import io.parley.protocol.RejectReason;

import java.util.function.LongSupplier;

/**
 * Asks the conversations' owners for pages of rosters, a few at a time and only while the client reads its answers. For
 * the session's event loop.
 */
final class MembersRequests implements SessionPart {

    private final SessionIdentity identity;
    private final ClientLog log;
    private final MemberPages pages;
    private final MembershipGuard guard;
    private final WorkGuard work;
    private final FrameSender sender;
    private final LongSupplier nanoTime;
    private final WaitingRequests<Members> waiting;

    MembersRequests(
            SessionIdentity identity,
            ClientLog log,
            MemberPages pages,
            MembershipGuard guard,
            WorkGuard work,
            FrameSender sender,
            LongSupplier nanoTime) {
        this.identity = identity;
        this.log = log;
        this.pages = pages;
        this.guard = guard;
        this.work = work;
        this.sender = sender;
        this.nanoTime = nanoTime;
        this.waiting = new WaitingRequests<>(
                SessionLimits.WAITING_PAGES,
                RejectReason.MEMBERS_REQUESTS,
                sender,
                request -> pages.unanswered() < SessionLimits.PAGES_UNDER_WAY && sender.isWritable(),
                this::append);
        pages.whenAnswered(work::answer, this::onWritable);
    }

    void ask(Members request) {
        if (guard.admits(request.correlation())
                && waiting.admits(request.correlation())
                && work.admits(request.correlation(), Work.request(Work.RECORD_UNITS + request.limit()))) {
            waiting.add(request);
        }
    }

    /** Asks for the pages that may be asked for now. */
    @Override
    public void onWritable() {
        waiting.startNext();
    }

    @Override
    public void onClose() {
        waiting.clear();
    }

    private void append(Members request) {
        if (!guard.admits(request.correlation())) {
            return;
        }
        long number = pages.ask(request.correlation(), nanoTime.getAsLong());
        log.signal(
                identity,
                request.correlation().conversationId(),
                new ListMembers(number, request.after(), request.limit()),
                failure -> {
                    if (failure != null) {
                        sender.runOnEventLoop(() -> pages.failed(number));
                    }
                });
    }
}
