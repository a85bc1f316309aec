package io.parley.gateway.session.stream;

import io.parley.avro.MembersDelivery;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.frame.ServerFrame;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.connection.SessionPart;
import io.parley.protocol.RejectReason;

import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * Matches pages of rosters, which the conversations' owners answer, with a session's requests. A request without an
 * answer is rejected after a while. For the session's event loop.
 */
public final class MemberPages implements SessionPart {

    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final Memberships memberships;
    private final FrameSender sender;

    /** In the order in which they were asked, and so of their ends. */
    private final Map<Long, Asked> asked = new LinkedHashMap<>();

    private Consumer<ServerFrame> whenAnswered = frame -> {};
    private Runnable whenRoom = () -> {};
    private long last;

    private record Asked(Correlation correlation, long end) {}

    public MemberPages(Memberships memberships, FrameSender sender) {
        this.memberships = memberships;
        this.sender = sender;
    }

    /**
     * Sets what happens with answers.
     *
     * @param answer sends one
     * @param room runs when a request has got its answer, or none
     */
    public void whenAnswered(Consumer<ServerFrame> answer, Runnable room) {
        whenAnswered = answer;
        whenRoom = room;
    }

    /** The number of requests without an answer. */
    public int unanswered() {
        return asked.size();
    }

    /** Notes a request, and returns its number. */
    public long ask(Correlation correlation, long now) {
        last++;
        asked.put(last, new Asked(correlation, now + PATIENCE.toNanos()));
        return last;
    }

    /** Rejects a request that the log did not confirm. */
    public void failed(long request) {
        Asked failed = asked.remove(request);
        if (failed != null) {
            reject(failed);
            whenRoom.run();
        }
    }

    /** Answers a request; a repeated answer is ignored. */
    void answered(MembersDelivery page) {
        Asked answered = asked.remove(page.getRequest());
        if (answered == null) {
            return;
        }
        if (memberships.isMember(page.getConversationId())) {
            whenAnswered.accept(sender.frames().members(answered.correlation(), page));
        } else {
            // Overtaken by the removal.
            sender.reject(Rejection.notAMember(answered.correlation()));
        }
        whenRoom.run();
    }

    /** Rejects a request that the conversation's owner refused. */
    void refused(long request, String code, String message) {
        Asked refused = asked.remove(request);
        if (refused != null) {
            sender.reject(new Rejection(refused.correlation(), code, message, null));
            whenRoom.run();
        }
    }

    /** Rejects requests that have waited too long. */
    @Override
    public void onTick(long now) {
        boolean any = false;
        for (Iterator<Asked> each = asked.values().iterator(); each.hasNext(); ) {
            Asked next = each.next();
            if (now - next.end() < 0) {
                break;
            }
            each.remove();
            reject(next);
            any = true;
        }
        if (any) {
            whenRoom.run();
        }
    }

    @Override
    public void onClose() {
        asked.clear();
    }

    private void reject(Asked request) {
        sender.reject(Rejection.retryable(request.correlation(), RejectReason.CONVERSATION_SILENT));
    }
}
