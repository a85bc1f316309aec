package io.parley.gateway.session.stream;

import io.parley.avro.MembersDelivery;
import io.parley.avro.OpenedDelivery;
import io.parley.avro.RequestRefused;
import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.session.connection.FrameSender;

/**
 * Sends the answers of conversations' owners to a session's requests. They take another route than events, so a removal
 * may have overtaken one. For the session's event loop, while the session is ready.
 */
final class ConversationAnswers {

    private final Memberships memberships;
    private final OpenConversations open;
    private final MemberPages members;
    private final FrameSender sender;

    ConversationAnswers(Memberships memberships, OpenConversations open, MemberPages members, FrameSender sender) {
        this.memberships = memberships;
        this.open = open;
        this.members = members;
        this.sender = sender;
    }

    /** Sends the answer to an open. In a large group it also moves the stream's position, since no event does. */
    void opened(OpenedDelivery opened) {
        String conversation = opened.getConversationId();
        if (!memberships.isMember(conversation)) {
            // Requested by a member, and overtaken by the removal.
            PendingOpens.Asked asked = open.refused(conversation);
            if (asked != null && asked.isByClient()) {
                sender.reject(Rejection.notAMember(asked.correlation()));
            }
            return;
        }
        // Decided again after an abort, behind events that then reached no session that has it open.
        boolean fartherOn = opened.getLarge() && opened.getHead() > memberships.head(conversation);
        if (opened.getLarge()) {
            memberships.opened(conversation, opened.getHead(), opened.getNewestMessage());
        }
        open.opened(opened, opened.getLarge() || memberships.isLarge(conversation), fartherOn);
    }

    /** Sends a page of a roster. */
    void members(MembersDelivery page) {
        members.answered(page);
    }

    /** Rejects a request about a conversation. */
    void refused(RequestRefused refusal) {
        String conversationId = refusal.getConversationId();
        String code = refusal.getCode();
        String message = refusal.getMessage();
        if (refusal.getRequest() > 0) {
            members.refused(refusal.getRequest(), code, message);
            return;
        }
        PendingOpens.Asked asked = open.refused(conversationId);
        if (asked != null && !asked.isByClient()) {
            // The client didn't ask, and the event that ended its membership informs it.
            open.close(conversationId);
            return;
        }
        Correlation correlation = asked == null ? new Correlation(null, null, conversationId) : asked.correlation();
        sender.reject(new Rejection(correlation, code, message, null));
    }
}
