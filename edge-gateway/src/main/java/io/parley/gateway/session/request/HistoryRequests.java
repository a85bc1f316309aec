package io.parley.gateway.session.request;

import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.PageTrimmer;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.limit.Work;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionLimits;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.gateway.session.stream.Memberships;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.history.HistoryReader;
import io.parley.protocol.RejectReason;
import io.parley.schemas.ConversationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a session's pages of history from the store, a few at a time. Further requests wait; all of them wait while the
 * client doesn't read its answers. Each draws on the budgets of work: its rows when it is asked for, its bytes when it is
 * answered. For the session's event loop.
 *
 * <p>The store decides whether a page is complete, and so shows the effect of everything up to {@code through} (see
 * {@link HistoryReader}); one that isn't is sent as it is, and the client asks again.
 *
 * <p>Membership is checked before the page is read and again before it is sent: a page that was read before a removal
 * is not sent after it.
 */
final class HistoryRequests implements SessionPart {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRequests.class);

    private final HistoryReader source;
    private final Memberships memberships;
    private final MembershipGuard guard;
    private final WorkGuard work;
    private final FrameSender sender;
    private final PageTrimmer trimmer;
    private final WaitingRequests<History> waiting;
    private int underWay;

    HistoryRequests(
            HistoryReader source,
            Memberships memberships,
            MembershipGuard guard,
            WorkGuard work,
            FrameSender sender,
            PageTrimmer trimmer) {
        this.source = source;
        this.memberships = memberships;
        this.guard = guard;
        this.work = work;
        this.sender = sender;
        this.trimmer = trimmer;
        this.waiting = new WaitingRequests<>(
                SessionLimits.WAITING_PAGES,
                RejectReason.HISTORY_REQUESTS,
                sender,
                request -> underWay < SessionLimits.PAGES_UNDER_WAY && sender.isWritable(),
                this::read);
    }

    void ask(History request) {
        if (guard.admits(request.correlation())
                && waiting.admits(request.correlation())
                && work.admits(request.correlation(), Work.request(request.limit()))) {
            waiting.add(request);
        }
    }

    /** Reads the pages that may be read now. */
    @Override
    public void onWritable() {
        waiting.startNext();
    }

    @Override
    public void onClose() {
        waiting.clear();
    }

    private void read(History request) {
        if (guard.admits(request.correlation())) {
            underWay++;
            source.page(query(request))
                    .whenComplete((page, failure) -> sender.runOnEventLoop(() -> answer(request, page, failure)));
        }
    }

    private void answer(History request, HistoryPage page, Throwable failure) {
        underWay--;
        if (failure != null) {
            LOG.warn("history could not be read: {}", failure.toString());
            sender.reject(Rejection.retryable(request.correlation(), RejectReason.STORE_SILENT));
        } else if (guard.admits(request.correlation())) {
            work.answer(sender.frames().history(request.correlation(), trimmed(request, page)));
        }
        onWritable();
    }

    private HistoryPage trimmed(History request, HistoryPage page) {
        if (request.around().isPresent()) {
            return trimmer.around(page, request.around().getAsLong());
        }
        return request.after().isPresent() ? trimmer.forwards(page) : trimmer.backwards(page);
    }

    private HistoryQuery query(History request) {
        String conversation = request.correlation().conversationId();
        return new HistoryQuery(
                ConversationId.parse(conversation),
                request.after(),
                request.before(),
                request.around(),
                request.through(),
                request.limit(),
                memberships.head(conversation));
    }
}
