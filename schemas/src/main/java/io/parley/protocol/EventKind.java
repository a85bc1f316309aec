package io.parley.protocol;

import io.parley.avro.Added;
import io.parley.avro.Created;
import io.parley.avro.Deleted;
import io.parley.avro.Edited;
import io.parley.avro.Event;
import io.parley.avro.Message;
import io.parley.avro.Reacted;
import io.parley.avro.Removed;
import io.parley.avro.Renamed;
import io.parley.avro.RoleChanged;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * Names the kinds of events in the client protocol and in the store. The names are public and stored for years, so they
 * are declared here and don't follow renamed classes. A new kind is a line here.
 */
public enum EventKind {
    CREATED("created", Created.class),
    MESSAGE("message", Message.class),
    EDITED("edited", Edited.class),
    DELETED("deleted", Deleted.class),
    REACTED("reacted", Reacted.class),
    ADDED("added", Added.class),
    REMOVED("removed", Removed.class),
    RENAMED("renamed", Renamed.class),
    ROLE_CHANGED("roleChanged", RoleChanged.class);

    private static final Map<Class<?>, EventKind> BY_BODY =
            Arrays.stream(values()).collect(Collectors.toMap(EventKind::bodyType, Function.identity()));
    private static final Map<String, EventKind> BY_NAME =
            Arrays.stream(values()).collect(Collectors.toMap(EventKind::wireName, Function.identity()));

    private final String wireName;
    private final Class<?> bodyType;

    EventKind(String wireName, Class<?> bodyType) {
        this.wireName = wireName;
        this.bodyType = bodyType;
    }

    /** @throws IllegalArgumentException if the kind of the event's body is unknown */
    public static EventKind of(Event event) {
        return ofBody(event.getBody());
    }

    /** @throws IllegalArgumentException if the body's kind is unknown, or the body is null */
    public static EventKind ofBody(Object body) {
        EventKind kind = body == null ? null : BY_BODY.get(body.getClass());
        if (kind == null) {
            throw new IllegalArgumentException("event of an unknown kind: "
                    + (body == null ? "none" : body.getClass().getName()) + " (expected: one of " + names() + ")");
        }
        return kind;
    }

    /** @throws IllegalArgumentException if no kind has this name */
    public static EventKind named(String wireName) {
        EventKind kind = wireName == null ? null : BY_NAME.get(wireName);
        if (kind == null) {
            throw new IllegalArgumentException(
                    "event of the unknown kind " + wireName + " (expected: one of " + names() + ")");
        }
        return kind;
    }

    /** The name in the client protocol, and in the store's column {@code kind}. */
    public String wireName() {
        return wireName;
    }

    /** The Avro class of the event's body. */
    public Class<?> bodyType() {
        return bodyType;
    }

    private static String names() {
        return Arrays.stream(values()).map(EventKind::wireName).collect(Collectors.joining(", "));
    }
}
