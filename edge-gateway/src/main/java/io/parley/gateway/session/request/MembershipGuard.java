package io.parley.gateway.session.request;

import io.parley.gateway.frame.Correlation;
import io.parley.gateway.frame.Rejection;
import io.parley.gateway.session.connection.FrameSender;
import io.parley.gateway.session.stream.Memberships;

/** Rejects a session's requests about conversations in which its user is no member. For its event loop. */
final class MembershipGuard {

    private final Memberships memberships;
    private final FrameSender sender;

    MembershipGuard(Memberships memberships, FrameSender sender) {
        this.memberships = memberships;
        this.sender = sender;
    }

    /** Whether the user is a member; rejects the request if not. */
    boolean admits(Correlation request) {
        boolean member = isMember(request.conversationId());
        if (!member) {
            sender.reject(Rejection.notAMember(request));
        }
        return member;
    }

    boolean isMember(String conversationId) {
        return memberships.isMember(conversationId);
    }
}
