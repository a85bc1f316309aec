package io.parley.gateway.session.request;

import io.parley.gateway.frame.PageTrimmer;
import io.parley.gateway.limit.Budgets;
import io.parley.gateway.limit.ClientLimits;
import io.parley.gateway.limit.Work;
import io.parley.gateway.metrics.GatewayMetrics;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionAnnouncer;
import io.parley.gateway.session.connection.SessionConnection;
import io.parley.gateway.session.connection.SessionIdentity;
import io.parley.gateway.session.preference.PreferenceRequests;
import io.parley.gateway.session.preference.SessionPreferences;
import io.parley.gateway.session.stream.MemberPages;
import io.parley.gateway.session.stream.Memberships;
import io.parley.gateway.session.stream.OpenConversations;
import io.parley.gateway.session.stream.SessionStream;
import io.parley.history.HistoryReader;
import io.parley.protocol.FrameLimits;

import java.util.function.LongSupplier;

/** Creates the request handlers of each session. Thread-safe. */
public final class RequestFactory {

    /** The most bytes of a server's frame, without the parts of a page around its events. */
    private static final int PAGE_BYTES = FrameLimits.LARGEST_SERVER_FRAME - 2048;

    private final ClientLog log;
    private final SessionAnnouncer announcer;
    private final HistoryReader history;
    private final RecentMessages recent;
    private final ClientLimits limits;
    private final Budgets budgets;
    private final GatewayMetrics metrics;
    private final LongSupplier nanoTime;
    private final PageTrimmer trimmer = new PageTrimmer(PAGE_BYTES);

    public RequestFactory(
            ClientLog log,
            SessionAnnouncer announcer,
            HistoryReader history,
            RecentMessages recent,
            ClientLimits limits,
            Budgets budgets,
            GatewayMetrics metrics,
            LongSupplier nanoTime) {
        this.log = log;
        this.announcer = announcer;
        this.history = history;
        this.recent = recent;
        this.limits = limits;
        this.metrics = metrics;
        this.nanoTime = nanoTime;
        this.budgets = budgets;
    }

    /** Creates the request handlers of a session. To be called on its event loop. */
    public Requests requests(
            SessionConnection connection,
            SessionPreferences preferences,
            Memberships memberships,
            OpenConversations open,
            MemberPages members,
            SessionStream stream) {
        SessionIdentity identity = connection.identity();
        FrameSender sender = connection.sender();
        String userId = identity.user().value();
        MembershipGuard guard = new MembershipGuard(memberships, sender);
        TargetStamps stamps = new TargetStamps(userId, recent, history, memberships, metrics);
        WorkGuard work = new WorkGuard(
                budgets.of(
                        identity.sessionId(),
                        identity.user(),
                        connection.socket().address()),
                sender,
                metrics);
        InboxRequests inbox = new InboxRequests(identity, log, sender, nanoTime);
        return new Requests(
                new CommandRequests(userId, preferences, log, stamps, work, sender, metrics, nanoTime),
                new SubscriptionRequests(
                        identity, log, announcer, guard, work, open, limits.openConversations(), sender),
                new SignalRequests(identity, log, guard, work, open::blockedIn, sender, nanoTime),
                new UserRequests(userId, connection.registration(), log, work, sender),
                new PreferenceRequests(
                        userId,
                        preferences,
                        guard::admits,
                        request -> work.admits(request, Work.PLAIN_REQUEST),
                        log.preferences(),
                        sender),
                connection.token(),
                new MembersRequests(identity, log, members, guard, work, sender, nanoTime),
                new HistoryRequests(history, memberships, guard, work, sender, trimmer),
                new InboxAccess(inbox, memberships, stream, work, sender),
                sender);
    }
}
