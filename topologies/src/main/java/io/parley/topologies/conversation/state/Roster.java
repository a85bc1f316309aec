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
 * Who is a member of a conversation, in ascending order of user ids. Immutable, but for groupings that it remembers; used
 * by one thread.
 */
public final class Roster {

    private final SortedMap<String, Membership> memberships;

    /** By partition: what nearly every event goes to. */
    private Map<Integer, List<String>> byPartition;

    private List<Member> members;

    /** @param memberships not changed any more by the caller */
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

    /** Whether one of these changes who is a member, or as what. */
    public static boolean isChangedBy(List<Change> changes) {
        for (Change change : changes) {
            if (change instanceof Change.Put || change instanceof Change.Drop) {
                return true;
            }
        }
        return false;
    }

    /** What changes make of it. */
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

    /** The members by the partition that the function, always the same, names for a user. */
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

    public List<Member> members() {
        if (members == null) {
            members = memberships.entrySet().stream()
                    .map(entry -> new Member(entry.getKey(), entry.getValue().role()))
                    .toList();
        }
        return members;
    }
}
