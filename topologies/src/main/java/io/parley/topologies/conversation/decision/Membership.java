package io.parley.topologies.conversation.decision;

import io.parley.avro.Role;

import java.util.Comparator;

/**
 * The state of a member.
 *
 * @param joined sequence of the event by which they joined
 * @param position their position among those who joined by the same event
 */
public record Membership(Role role, long joined, int position) {

    /** The longest-standing first; no two members of one conversation are equal in it. */
    static final Comparator<Membership> BY_STANDING =
            Comparator.comparingLong(Membership::joined).thenComparingInt(Membership::position);

    public Membership withRole(Role changed) {
        return new Membership(changed, joined, position);
    }

    /** Whether the member began the conversation. */
    public boolean isFirst() {
        return joined == 1 && position == 0;
    }

    public boolean isOwner() {
        return role == Role.OWNER;
    }
}
