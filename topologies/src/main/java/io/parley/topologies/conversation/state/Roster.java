package io.parley.topologies.conversation.state;

import io.parley.avro.Member;
import io.parley.topologies.conversation.decision.Decision.Change;
import io.parley.topologies.conversation.decision.Membership;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.ToIntFunction;

/**
 * The members of a conversation, in ascending order of user ids. Immutable except for cached groupings; used by one
 * thread.
 */
public final class Roster {

    private final SortedMap<String, Membership> memberships;

    /** The members by partition, which nearly every event needs. */
    private Map<Integer, List<String>> byPartition;

    private List<Member> members;

    /** @param memberships the caller must not change it afterwards */
    public Roster(SortedMap<String, Membership> memberships) {
        this.memberships = Collections.unmodifiableSortedMap(memberships);
    }

    public int size() {
        return memberships.size();
    }

    public boolean has(String userId) {
        return memberships.containsKey(userId);
    }

    public SortedMap<String, Membership> memberships() {
        return memberships;
    }

    /** Whether one of these changes adds or removes a member, or changes a role. */
    public static boolean isChangedBy(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Put || change instanceof Change.Drop) {
                return true;
            }
        }
        return false;
    }

    /** Returns the roster after some changes. */
    Roster after(List<Change> changes) {
        if (!isChangedBy(changes)) {
            return this;
        }
        SortedMap<String, Membership> next = new TreeMap<>(memberships);
        for (Change change : changes) {
            if (change instanceof Change.Put put) {
                next.put(put.userId(), put.membership());
            } else if (change instanceof Change.Drop drop) {
                next.remove(drop.userId());
            }
        }
        return new Roster(next);
    }

    /** Groups the members by partition; the function must always be the same. */
    public Map<Integer, List<String>> by(ToIntFunction<String> partitionOf) {
        if (byPartition == null) {
            Map<Integer, List<String>> grouped = new TreeMap<>();
            for (String userId : memberships.keySet()) {
                grouped.computeIfAbsent(partitionOf.applyAsInt(userId), partition -> new ArrayList<>())
                        .add(userId);
            }
            byPartition = grouped;
        }
        return byPartition;
    }

    /**
     * Returns the members after a user id.
     *
     * @param after null for the first ones
     */
    public List<Member> members(String after, int most) {
        if (after == null && most >= size()) {
            return members();
        }
        SortedMap<String, Membership> rest = after == null ? memberships : memberships.tailMap(after + '\0');
        return rest.entrySet().stream()
                .limit(most)
                .map(entry -> new Member(entry.getKey(), entry.getValue().role()))
                .toList();
    }

    public List<Member> members() {
        if (members == null) {
            members = memberships.entrySet().stream()
                    .map(entry -> new Member(entry.getKey(), entry.getValue().role()))
                    .toList();
        }
        return members;
    }
}
