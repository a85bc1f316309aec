package io.parley.admin.access;

import java.util.Set;

/**
 * Somebody whose token was recognised.
 *
 * @param name of the token, for the audit record
 * @param address that they come from
 */
public record Caller(String name, Set<Role> roles, String address) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Whether one of their roles is among these. */
    public boolean hasOneOf(Set<Role> allowed) {
        return roles.stream().anyMatch(allowed::contains);
    }
}
