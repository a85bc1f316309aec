package io.parley.topologies.delivery;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Member;
import io.parley.avro.Removed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;
import java.util.function.UnaryOperator;

/**
 * Who is a member of a conversation, and who lately was. Immutable, but for what it remembers of the present members;
 * used by one thread.
 *
 * <p>The recipients of event <i>n</i> are those who joined &le; <i>n</i> &le; left. This is right also when a replay
 * brings <i>n</i> again while the roster is ahead of it. In ascending order of user ids.
 */
final class Roster {

    static final Roster EMPTY = new Roster(new TreeMap<>());

    private final SortedMap<String, Membership> memberships;
    private final long changedBy;

    /** The present members by partition: what nearly every event goes to. */
    private Map<Integer, List<String>> present;

    private List<Member> members;

    /** @param memberships not changed any more by the caller */
    Roster(SortedMap<String, Membership> memberships) {
        this.memberships = Collections.unmodifiableSortedMap(memberships);
        this.changedBy = memberships.values().stream()
                .mapToLong(Membership::changedBy)
                .max()
                .orElse(0);
    }

    /** How many memberships it holds, those of the past included. */
    int size() {
        return memberships.size();
    }

    /** The newest sequence that changed who is a member; 0 if none did. */
    long changedBy() {
        return changedBy;
    }

    Membership of(String userId) {
        return memberships.getOrDefault(userId, Membership.NONE);
    }

    /**
     * What an event makes of it.
     *
     * @param keepLeft how long the past is kept, by the clock of the events
     */
    RosterChange after(Event event, Duration keepLeft) {
        long sequence = event.getSequence();
        Draft draft = new Draft();
        if (event.getBody() instanceof Created created) {
            for (Member member : created.getMembers()) {
                draft.change(member.getUserId(), membership -> membership.join(member.getRole(), sequence));
            }
        } else if (event.getBody() instanceof Added added) {
            for (String userId : added.getMembers()) {
                draft.change(userId, membership -> membership.join(Role.MEMBER, sequence));
            }
        } else if (event.getBody() instanceof Removed removed) {
            for (String userId : removed.getMembers()) {
                draft.change(userId, membership -> membership.leave(sequence, event.getSentAt()));
            }
            if (removed.getNewOwner() != null) {
                draft.change(removed.getNewOwner(), membership -> membership.as(Role.OWNER, sequence));
            }
        } else if (event.getBody() instanceof RoleChanged changed) {
            for (String userId : changed.getMembers()) {
                draft.change(userId, membership -> membership.as(changed.getRole(), sequence));
            }
        } else {
            return draft.finished();
        }
        memberships.forEach((userId, membership) -> draft.change(
                userId, changed -> changed.forgetBefore(event.getSentAt().minus(keepLeft))));
        return draft.finished();
    }

    /** The recipients of an event, by the partition that the function names for a user. */
    Map<Integer, List<String>> recipientsOf(long sequence, ToIntFunction<String> partitionOf) {
        if (sequence <= changedBy) {
            return grouped(sequence, partitionOf);
        }
        return presentBy(partitionOf);
    }

    /** The present members, by the partition that the function names for a user. */
    Map<Integer, List<String>> presentBy(ToIntFunction<String> partitionOf) {
        if (present == null) {
            present = grouped(Long.MAX_VALUE, partitionOf);
        }
        return present;
    }

    /** The present members, ascending. */
    List<Member> members() {
        if (members == null) {
            members = memberships.entrySet().stream()
                    .filter(entry -> entry.getValue().isMember())
                    .map(entry -> new Member(entry.getKey(), entry.getValue().role()))
                    .toList();
        }
        return members;
    }

    /** How many were members after the event of this sequence. */
    int sizeAt(long sequence) {
        int count = 0;
        for (Membership membership : memberships.values()) {
            if (membership.isMemberAt(sequence)) {
                count++;
            }
        }
        return count;
    }

    /** The recipients of an event who joined by it, and those who left by it or since. */
    List<String> comingOrGone(long sequence) {
        return sequence > changedBy
                ? List.of()
                : memberships.entrySet().stream()
                        .filter(entry -> entry.getValue().joinedBy(sequence)
                                || entry.getValue().hasLeftSince(sequence))
                        .map(Map.Entry::getKey)
                        .toList();
    }

    private Map<Integer, List<String>> grouped(long sequence, ToIntFunction<String> partitionOf) {
        Map<Integer, List<String>> byPartition = new TreeMap<>();
        memberships.forEach((userId, membership) -> {
            if (membership.covers(sequence)) {
                byPartition
                        .computeIfAbsent(partitionOf.applyAsInt(userId), partition -> new ArrayList<>())
                        .add(userId);
            }
        });
        return byPartition;
    }

    /**
     * What became of a roster.
     *
     * @param roster the old one if nothing changed
     * @param changed the memberships that are others than before, by user; one that is empty is forgotten
     */
    record RosterChange(Roster roster, Map<String, Membership> changed) {}

    private final class Draft {

        private final Map<String, Membership> changed = new LinkedHashMap<>();

        void change(String userId, UnaryOperator<Membership> step) {
            Membership before = changed.getOrDefault(userId, of(userId));
            Membership after = step.apply(before);
            if (!after.equals(before)) {
                changed.put(userId, after);
            }
        }

        RosterChange finished() {
            if (changed.isEmpty()) {
                return new RosterChange(Roster.this, Map.of());
            }
            SortedMap<String, Membership> next = new TreeMap<>(memberships);
            changed.forEach((userId, membership) -> {
                if (membership.stays().isEmpty()) {
                    next.remove(userId);
                } else {
                    next.put(userId, membership);
                }
            });
            return new RosterChange(new Roster(next), changed);
        }
    }
}
