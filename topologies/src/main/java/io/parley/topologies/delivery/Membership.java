package io.parley.topologies.delivery;

import io.parley.avro.Role;
import io.parley.avro.internal.Leave;
import io.parley.avro.internal.MemberState;
import io.parley.avro.internal.Stay;

import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * From which event to which a user is, or was, a member of a conversation. Immutable.
 *
 * <p>What happens to it is applied by sequence, so that a replay over a membership that is ahead changes nothing: it is
 * the same object that comes back.
 *
 * @param roleBy sequence of the event that gave the role
 * @param stays ascending; only the last one can be open
 */
record Membership(Role role, long roleBy, List<Stay> stays) {

    static final Membership NONE = new Membership(Role.MEMBER, 0, List.of());

    Membership {
        stays = List.copyOf(stays);
    }

    static Membership of(MemberState state) {
        return new Membership(state.getRole(), state.getRoleBy(), state.getStays());
    }

    /** @param readAt the log's time of the signal that moved the mark */
    MemberState toState(long read, Instant readAt) {
        return new MemberState(role, stays, read, readAt, roleBy);
    }

    boolean isMember() {
        return !stays.isEmpty() && last().getLeft() == null;
    }

    /** The sequence of the event by which the present stay, or the last one, began. */
    long joined() {
        return last().getJoined();
    }

    /** Whether the user is a recipient of this event, the one by which they leave included. */
    boolean covers(long sequence) {
        for (Stay stay : stays) {
            if (stay.getJoined() <= sequence
                    && (stay.getLeft() == null || sequence <= stay.getLeft().getSequence())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the user was a member after this event. */
    boolean isMemberAt(long sequence) {
        for (Stay stay : stays) {
            if (stay.getJoined() <= sequence
                    && (stay.getLeft() == null || sequence < stay.getLeft().getSequence())) {
                return true;
            }
        }
        return false;
    }

    /** Whether the user is a recipient of this event by a stay that is over, be it by this very event. */
    boolean hasLeftSince(long sequence) {
        return stays.stream()
                .anyMatch(stay -> stay.getJoined() <= sequence
                        && stay.getLeft() != null
                        && sequence <= stay.getLeft().getSequence());
    }

    boolean joinedBy(long sequence) {
        return stays.stream().anyMatch(stay -> stay.getJoined() == sequence);
    }

    /** The newest sequence that changed anything here; 0 if none did. */
    long changedBy() {
        if (stays.isEmpty()) {
            return 0;
        }
        Leave left = last().getLeft();
        return left == null ? last().getJoined() : left.getSequence();
    }

    Membership join(Role as, long sequence) {
        if (isMember() || changedBy() >= sequence) {
            return this;
        }
        List<Stay> more = new ArrayList<>(stays);
        more.add(new Stay(sequence, null));
        return new Membership(as, sequence, more);
    }

    Membership leave(long sequence, Instant at) {
        if (!isMember() || changedBy() >= sequence) {
            return this;
        }
        List<Stay> ended = new ArrayList<>(stays);
        ended.set(ended.size() - 1, new Stay(joined(), new Leave(sequence, at)));
        return new Membership(role, roleBy, ended);
    }

    /** With another role, unless the membership or the role is from a later event. */
    Membership as(Role changed, long sequence) {
        boolean known = !isMember() || changedBy() >= sequence || roleBy >= sequence;
        return known || role == changed ? this : new Membership(changed, sequence, stays);
    }

    /** Without the stays that ended before this time. */
    Membership forgetBefore(Instant time) {
        boolean nothing = stays.stream().noneMatch(stay -> hasEndedBefore(stay, time));
        return nothing
                ? this
                : new Membership(
                        role,
                        roleBy,
                        stays.stream()
                                .filter(stay -> !hasEndedBefore(stay, time))
                                .toList());
    }

    private static boolean hasEndedBefore(Stay stay, Instant time) {
        return stay.getLeft() != null && stay.getLeft().getAt().isBefore(time);
    }

    private Stay last() {
        return stays.get(stays.size() - 1);
    }
}
