package io.parley.admin.act;

import io.parley.admin.access.Role;
import io.parley.schemas.ConversationId;

import java.util.Map;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/**
 * Reads what was said in a conversation, which its members aren't asked about: so it is an act with a reason.
 *
 * @param before the sequence below which the page ends; empty for the newest events
 * @param limit the most events that are read
 */
public record ReadEvents(ConversationId conversation, OptionalLong before, int limit, String reason) implements Act {

    private static final Set<Role> READERS = Set.of(Role.COMPLIANCE);

    @Override
    public String name() {
        return "read-events";
    }

    @Override
    public String subject() {
        return "conversation:" + conversation;
    }

    @Override
    public Set<Role> allowed() {
        return READERS;
    }

    @Override
    public Map<String, String> details() {
        Map<String, String> details = new TreeMap<>();
        before.ifPresent(sequence -> details.put("before", Long.toString(sequence)));
        details.put("limit", Integer.toString(limit));
        return details;
    }
}
