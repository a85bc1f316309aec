package io.parley.topologies.conversation.decision;

import io.parley.avro.Add;
import io.parley.avro.Added;
import io.parley.avro.ChangeRole;
import io.parley.avro.Remove;
import io.parley.avro.Removed;
import io.parley.avro.Rename;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;
import io.parley.topologies.conversation.decision.Decision.Change;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;

/** Decides who may join, leave, own and rename a group. */
final class RosterRules {

    /** The time for which a user who left by themself can't be added again. */
    private static final Duration LEAVE_HOLDS = Duration.ofDays(1);

    private final int maxGroupSize;

    RosterRules(DecisionRules rules) {
        this.maxGroupSize = rules.maxGroupSize();
    }

    Decision add(DecisionContext now, Add add) {
        Head head = now.head();
        if (head.isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        if (!now.mayManage()) {
            return Refusals.OWNERS_ONLY;
        }
        List<String> added = new LinkedHashSet<>(add.getMembers())
                .stream()
                        .filter(userId -> now.conversation().member(userId).isEmpty())
                        .toList();
        if (added.isEmpty()) {
            return Refusals.NO_CHANGE;
        }
        if (!now.isOfficial() && added.stream().anyMatch(userId -> leftLately(now, userId))) {
            return Refusals.LEFT_LATELY;
        }
        int members = head.members() + added.size();
        if (members > maxGroupSize) {
            return Refusals.tooManyMembers(maxGroupSize);
        }
        List<Change> changes = new ArrayList<>(added.size());
        for (String userId : added) {
            Membership membership = new Membership(Role.MEMBER, now.sequence(), changes.size());
            changes.add(new Change.Put(userId, membership));
        }
        return now.accept(new Added(added), members, head.owners(), changes, false);
    }

    Decision remove(DecisionContext now, Remove remove) {
        if (now.head().isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        String senderId = now.command().getSenderId();
        Set<String> named = new LinkedHashSet<>(remove.getMembers());
        if (!now.mayManage() && !named.equals(Set.of(senderId))) {
            return Refusals.OWNERS_ONLY;
        }
        List<String> removed = new ArrayList<>(named.size());
        List<Change> changes = new ArrayList<>(named.size());
        int owners = now.head().owners();
        for (String userId : named) {
            Membership membership = now.conversation().member(userId).orElse(null);
            if (membership != null) {
                removed.add(userId);
                changes.add(new Change.Drop(userId));
                owners -= membership.isOwner() ? 1 : 0;
            }
        }
        if (removed.isEmpty()) {
            return Refusals.NO_CHANGE;
        }
        int members = now.head().members() - removed.size();
        String newOwner = null;
        if (owners == 0 && members > 0) {
            Map.Entry<String, Membership> successor = successor(now.conversation(), named);
            newOwner = successor.getKey();
            changes.add(new Change.Put(newOwner, successor.getValue().withRole(Role.OWNER)));
            owners = 1;
        }
        return now.accept(new Removed(removed, newOwner), members, owners, changes, named.contains(senderId));
    }

    Decision rename(DecisionContext now, Rename rename) {
        if (now.head().isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        if (!now.mayManage()) {
            return Refusals.OWNERS_ONLY;
        }
        if (now.conversation().title().filter(rename.getTitle()::equals).isPresent()) {
            return Refusals.NO_CHANGE;
        }
        return now.accept(new Renamed(rename.getTitle()), List.of(new Change.Title(rename.getTitle())));
    }

    Decision changeRole(DecisionContext now, ChangeRole change) {
        if (now.head().isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        if (!now.mayManage()) {
            return Refusals.OWNERS_ONLY;
        }
        List<String> changed = new ArrayList<>();
        List<Change> changes = new ArrayList<>();
        for (String userId : new LinkedHashSet<>(change.getMembers())) {
            Membership membership = now.conversation().member(userId).orElse(null);
            if (membership != null && membership.role() != change.getRole()) {
                changed.add(userId);
                changes.add(new Change.Put(userId, membership.withRole(change.getRole())));
            }
        }
        if (changed.isEmpty()) {
            return Refusals.NO_CHANGE;
        }
        boolean promoted = change.getRole() == Role.OWNER;
        int owners = now.head().owners() + (promoted ? changed.size() : -changed.size());
        if (owners == 0) {
            return Refusals.LAST_OWNER;
        }
        return now.accept(new RoleChanged(changed, change.getRole()), now.head().members(), owners, changes, false);
    }

    private static boolean leftLately(DecisionContext now, String userId) {
        OptionalLong left = now.conversation().leftAt(userId, now.time());
        return left.isPresent() && now.time() - left.getAsLong() < LEAVE_HOLDS.toMillis();
    }

    /** Finds the longest-standing of the remaining members. */
    private static Map.Entry<String, Membership> successor(ConversationView conversation, Set<String> leaving) {
        return conversation.members().entrySet().stream()
                .filter(member -> !leaving.contains(member.getKey()))
                .min(Map.Entry.comparingByValue(Membership.BY_STANDING))
                .orElseThrow(() -> new IllegalStateException("members are counted that are not there"));
    }
}
