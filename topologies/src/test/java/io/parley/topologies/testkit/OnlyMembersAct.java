package io.parley.topologies.testkit;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;

import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The sender of an event is a member at that time; only owners add, rename, remove others and change roles; nobody is
 * added who is a member, removed who is none, or given a role that they have; a direct conversation has no owner and
 * never changes its members; a group with members has an owner, and the longest-standing member becomes one when the
 * last owner leaves.
 *
 * <p>It derives the members from the events alone, like every reader.
 */
public final class OnlyMembersAct {

    private final Map<String, Map<String, Role>> rosters = new HashMap<>();
    private final Map<String, ConversationKind> kinds = new HashMap<>();

    /** Checks the next event of the log. */
    public void check(Event event) {
        String sender = event.getSenderId();
        // In the order of joining.
        Map<String, Role> roster =
                rosters.computeIfAbsent(event.getConversationId(), conversation -> new LinkedHashMap<>());
        if (event.getBody() instanceof Created created) {
            created.getMembers().forEach(member -> roster.put(member.getUserId(), member.getRole()));
            kinds.put(event.getConversationId(), created.getKind());
            Role first = created.getKind() == ConversationKind.GROUP ? Role.OWNER : Role.MEMBER;
            assertThat(roster).as("the members of %s", event).containsEntry(sender, first);
            assertThat(roster.values()).filteredOn(Role.OWNER::equals).hasSize(first == Role.OWNER ? 1 : 0);
            return;
        }
        assertThat(roster).as("members when %s", event).containsKey(sender);
        if (event.getBody() instanceof Added added) {
            changes(event, roster.get(sender) == Role.OWNER);
            assertThat(roster.keySet()).doesNotContainAnyElementsOf(added.getMembers());
            added.getMembers().forEach(userId -> roster.put(userId, Role.MEMBER));
        } else if (event.getBody() instanceof Removed removed) {
            boolean leaving = Set.of(sender).equals(Set.copyOf(removed.getMembers()));
            changes(event, leaving || roster.get(sender) == Role.OWNER);
            assertThat(roster.keySet()).as("members when %s", event).containsAll(removed.getMembers());
            removed.getMembers().forEach(roster::remove);
            successor(event, roster, removed.getNewOwner());
        } else if (event.getBody() instanceof RoleChanged change) {
            changes(event, roster.get(sender) == Role.OWNER);
            Role before = change.getRole() == Role.OWNER ? Role.MEMBER : Role.OWNER;
            assertThat(change.getMembers())
                    .as("those who change by %s", event)
                    .isNotEmpty()
                    .allSatisfy(userId -> assertThat(roster).containsEntry(userId, before));
            change.getMembers().forEach(userId -> roster.put(userId, change.getRole()));
            assertThat(roster).as("the roles after %s", event).containsValue(Role.OWNER);
        } else if (event.getBody() instanceof Renamed) {
            changes(event, roster.get(sender) == Role.OWNER);
        }
    }

    private void changes(Event event, boolean allowed) {
        assertThat(allowed).as("allowed: %s", event).isTrue();
        assertThat(kinds.get(event.getConversationId())).isEqualTo(ConversationKind.GROUP);
    }

    private static void successor(Event event, Map<String, Role> roster, String newOwner) {
        boolean orphaned = !roster.isEmpty() && !roster.containsValue(Role.OWNER);
        String expected = orphaned ? roster.keySet().iterator().next() : null;
        assertThat(newOwner).as("the new owner by %s", event).isEqualTo(expected);
        if (orphaned) {
            roster.put(newOwner, Role.OWNER);
        }
    }
}
