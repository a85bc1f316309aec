package io.parley.standalone.access;

import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclOperation;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;

import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Represents a permission of a process on topics, a group or transactions.
 *
 * @param type the kind of resource
 * @param name its name, or the prefix of names
 * @param pattern literal for one resource, prefixed for all with that prefix
 * @param operations in Kafka's words
 */
public record Grant(ResourceType type, String name, PatternType pattern, Set<AclOperation> operations) {

    private static final String EVERY_HOST = "*";

    public Grant {
        operations = Set.copyOf(EnumSet.copyOf(operations));
    }

    /** Returns the operations in Kafka's order. */
    public List<AclOperation> ordered() {
        return List.copyOf(EnumSet.copyOf(operations));
    }

    /** Returns the bindings of a broker. */
    public List<AclBinding> bindings(String principal) {
        ResourcePattern resource = new ResourcePattern(type, name, pattern);
        return ordered().stream()
                .map(operation -> new AclBinding(
                        resource, new AccessControlEntry(principal, EVERY_HOST, operation, AclPermissionType.ALLOW)))
                .toList();
    }
}
