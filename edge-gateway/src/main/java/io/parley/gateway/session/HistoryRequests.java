package io.parley.gateway.session;

import io.parley.gateway.frame.ClientFrame.History;
import io.parley.gateway.frame.PageTrimmer;
import io.parley.gateway.frame.RejectCode;
import io.parley.gateway.frame.Rejection;
import io.parley.history.HistoryPage;
import io.parley.history.HistoryQuery;
import io.parley.schemas.ConversationId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * A session's history requests: a few at a time are read from the store, the others wait, and so do all while the client
 * doesn't read its answers. For the session's event loop.
 *
 * <p>Whether a page is complete, and so shows the effect of everything up to {@code through}, is the store's word (see {@link
 * HistorySource}); one that isn't is given as it is, and the client asks again.
 *
 * <p>Membership is looked at when the reading begins and again before the answer: what was read before a removal is not
 * given after it.
 */
final class HistoryRequests {

    private static final Logger LOG = LoggerFactory.getLogger(HistoryRequests.class);
    private static final Duration RETRY_AFTER = Duration.ofSeconds(1);

    private final HistorySource source;
    private final Memberships memberships;
    private final Outlet outlet;
    private final PageTrimmer cut;
    private final Deque<History> waiting = new ArrayDeque<>();
    private int underWay;

    HistoryRequests(HistorySource source, Memberships memberships, Outlet outlet, PageTrimmer cut) {
        this.source = source;
        this.memberships = memberships;
        this.outlet = outlet;
        this.cut = cut;
    }

    void ask(History request) {
        if (!isAllowed(request)) {
            return;
        }
        if (waiting.size() >= SessionLimits.WAITING_PAGES) {
            outlet.reject(Rejection.retryable(
                    request.correlation(), RejectCode.RATE_LIMITED, "too many history requests at once", RETRY_AFTER));
            return;
        }
        waiting.add(request);
        proceed();
    }

    /** Begins what may begin now; to be called when the client has read on. */
    void proceed() {
        while (!waiting.isEmpty() && underWay < SessionLimits.PAGES_UNDER_WAY && outlet.isWritable()) {
            History request = waiting.poll();
            if (isAllowed(request)) {
                underWay++;
                source.page(query(request))
                        .whenComplete((page, failure) -> outlet.later(() -> answer(request, page, failure)));
            }
        }
    }

    void drop() {
        waiting.clear();
    }

    private void answer(History request, HistoryPage page, Throwable failure) {
        underWay--;
        if (failure != null) {
            LOG.warn("history could not be read: {}", failure.toString());
            outlet.reject(Rejection.retryable(
                    request.correlation(), RejectCode.UNAVAILABLE, "the store does not answer", RETRY_AFTER));
        } else if (isAllowed(request)) {
            outlet.send(outlet.frames().history(request.correlation(), fitting(request, page)));
        }
        proceed();
    }

    private HistoryPage fitting(History request, HistoryPage page) {
        if (request.around().isPresent()) {
            return cut.around(page, request.around().getAsLong());
        }
        return request.after().isPresent() ? cut.forwards(page) : cut.backwards(page);
    }

    private boolean isAllowed(History request) {
        boolean member = memberships.isMember(request.correlation().conversationId());
        if (!member) {
            outlet.reject(Rejection.notAMember(request.correlation()));
        }
        return member;
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
