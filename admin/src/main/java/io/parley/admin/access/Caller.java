package io.parley.admin.access;

import io.parley.schemas.UserId;

import java.util.Set;

/**
 * Somebody whose token or certificate was recognised.
 *
 * @param name of the token or certificate, for the audit record
 * @param address that they come from
 * @param user as whom they act in conversations
 */
public record Caller(String name, Set<Role> roles, String address, UserId user) {

    public Caller {
        roles = Set.copyOf(roles);
    }

    /** Makes a caller who acts in conversations under the name of the token. */
    public Caller(String name, Set<Role> roles, String address) {
        this(name, roles, address, new UserId(name));
    }

    /** Whether one of their roles is among these. */
    public boolean hasOneOf(Set<Role> allowed) {
        return roles.stream().anyMatch(allowed::contains);
    }
}
