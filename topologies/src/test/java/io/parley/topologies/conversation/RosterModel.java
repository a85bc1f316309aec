package io.parley.topologies.conversation;

import io.parley.avro.Added;
import io.parley.avro.ConversationKind;
import io.parley.avro.Created;
import io.parley.avro.Event;
import io.parley.avro.Removed;
import io.parley.avro.Role;
import io.parley.avro.RoleChanged;
import io.parley.avro.Roster;
import io.parley.avro.RosterMember;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** The rosters of conversations, made of their events alone. */
final class RosterModel {

    private final Map<String, ConversationKind> kinds = new HashMap<>();
    private final Map<String, SortedMap<String, RosterMember>> members = new HashMap<>();

    /** The roster after an event; empty if the event changes none. */
    Optional<Roster> after(Event event) {
        String conversationId = event.getConversationId();
        SortedMap<String, RosterMember> roster = members.computeIfAbsent(conversationId, id -> new TreeMap<>());
        if (event.getBody() instanceof Created created) {
            kinds.put(conversationId, created.getKind());
            created.getMembers().forEach(member -> join(roster, event, member.getUserId(), member.getRole()));
        } else if (event.getBody() instanceof Added added) {
            added.getMembers().forEach(userId -> join(roster, event, userId, Role.MEMBER));
        } else if (event.getBody() instanceof Removed removed) {
            removed.getMembers().forEach(roster::remove);
            if (removed.getNewOwner() != null) {
                give(roster, removed.getNewOwner(), Role.OWNER);
            }
        } else if (event.getBody() instanceof RoleChanged changed) {
            changed.getMembers().forEach(userId -> give(roster, userId, changed.getRole()));
        } else {
            return Optional.empty();
        }
        return Optional.of(new Roster(
                conversationId, event.getSequence(), kinds.get(conversationId), new ArrayList<>(roster.values())));
    }

    private static void join(SortedMap<String, RosterMember> roster, Event event, String userId, Role role) {
        roster.put(userId, new RosterMember(userId, role, event.getSequence()));
    }

    private static void give(SortedMap<String, RosterMember> roster, String userId, Role role) {
        roster.computeIfPresent(userId, (id, member) -> new RosterMember(id, role, member.getJoined()));
    }
}
