package io.parley.history;

/** What the column {@code kind} says: the names of the client protocol. */
final class Kind {

    static final String CREATED = "created";
    static final String MESSAGE = "message";
    static final String EDITED = "edited";
    static final String DELETED = "deleted";
    static final String REACTED = "reacted";
    static final String ADDED = "added";
    static final String REMOVED = "removed";
    static final String RENAMED = "renamed";

    private Kind() {}
}
