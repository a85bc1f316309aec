package io.parley.topologies.sequencer;

import io.parley.avro.Add;
import io.parley.avro.Added;
import io.parley.avro.Remove;
import io.parley.avro.Removed;
import io.parley.avro.Rename;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.topologies.sequencer.Decision.RosterChange;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Who may come, go and name a group. */
final class RosterRules {

    private final int maxGroupSize;

    RosterRules(SequencerConfig config) {
        this.maxGroupSize = config.maxGroupSize();
    }

    Decision add(Situation now, Add add) {
        Head head = now.head();
        if (head.isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        if (!now.sender().isOwner()) {
            return Refusals.OWNERS_ONLY;
        }
        List<String> added = new LinkedHashSet<>(add.getMembers())
                .stream()
                        .filter(userId -> now.conversation().member(userId).isEmpty())
                        .toList();
        if (added.isEmpty()) {
            return Refusals.badFrame("all of them are members already");
        }
        int members = head.members() + added.size();
        if (members > maxGroupSize) {
            return Refusals.tooManyMembers(maxGroupSize);
        }
        List<RosterChange> changes = new ArrayList<>(added.size());
        for (String userId : added) {
            Membership membership = new Membership(Role.MEMBER, now.sequence(), changes.size());
            changes.add(new RosterChange.Put(userId, membership));
        }
        return now.accept(new Added(added), members, head.owners(), changes, false);
    }

    Decision remove(Situation now, Remove remove) {
        if (now.head().isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        String senderId = now.command().getSenderId();
        Set<String> named = new LinkedHashSet<>(remove.getMembers());
        if (!now.sender().isOwner() && !named.equals(Set.of(senderId))) {
            return Refusals.OWNERS_ONLY;
        }
        List<String> removed = new ArrayList<>(named.size());
        List<RosterChange> changes = new ArrayList<>(named.size());
        int owners = now.head().owners();
        for (String userId : named) {
            Membership membership = now.conversation().member(userId).orElse(null);
            if (membership != null) {
                removed.add(userId);
                changes.add(new RosterChange.Drop(userId));
                owners -= membership.isOwner() ? 1 : 0;
            }
        }
        if (removed.isEmpty()) {
            return Refusals.badFrame("none of them is a member");
        }
        int members = now.head().members() - removed.size();
        String newOwner = null;
        if (owners == 0 && members > 0) {
            Map.Entry<String, Membership> successor = successor(now.conversation(), named);
            newOwner = successor.getKey();
            changes.add(new RosterChange.Put(newOwner, successor.getValue().withRole(Role.OWNER)));
            owners = 1;
        }
        return now.accept(new Removed(removed, newOwner), members, owners, changes, named.contains(senderId));
    }

    Decision rename(Situation now, Rename rename) {
        if (now.head().isDirect()) {
            return Refusals.DIRECT_NEVER_CHANGES;
        }
        if (!now.sender().isOwner()) {
            return Refusals.OWNERS_ONLY;
        }
        return now.accept(new Renamed(rename.getTitle()));
    }

    /** The longest-standing of those who stay. */
    private static Map.Entry<String, Membership> successor(ConversationView conversation, Set<String> leaving) {
        return conversation.members().entrySet().stream()
                .filter(member -> !leaving.contains(member.getKey()))
                .min(Map.Entry.comparingByValue(Membership.BY_STANDING))
                .orElseThrow(() -> new IllegalStateException("members are counted that are not there"));
    }
}
