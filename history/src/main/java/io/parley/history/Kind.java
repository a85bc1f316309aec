package io.parley.history;

import io.parley.avro.Event;

import java.util.Locale;

/** What an event is, in the names of the client protocol: what the column {@code kind} says. */
public final class Kind {

    static final String CREATED = "created";
    static final String MESSAGE = "message";
    static final String EDITED = "edited";
    static final String DELETED = "deleted";
    static final String REACTED = "reacted";
    static final String ADDED = "added";
    static final String REMOVED = "removed";
    static final String RENAMED = "renamed";

    private Kind() {}

    /** The kind of an event, which is its body's name. */
    public static String of(Event event) {
        return event.getBody().getClass().getSimpleName().toLowerCase(Locale.ROOT);
    }
}
