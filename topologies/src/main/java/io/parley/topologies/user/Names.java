package io.parley.topologies.user;

/** Names the parts of the topology. Changing a name loses state: it is a migration. */
final class Names {

    static final String READ_EXPANSIONS = "read-expansions";
    static final String READ_SESSIONS = "read-sessions";
    static final String READ_INBOX_REQUESTS = "read-inbox-requests";
    static final String READ_INQUIRIES = "read-inquiries";
    static final String READ_GATEWAYS = "read-gateways";
    static final String READ_PREFERENCE_CHANGES = "read-preference-changes";

    static final String ROUTE = "route-expansions";
    static final String TRACK_SESSIONS = "track-sessions";
    static final String ANSWER_INBOX_REQUESTS = "answer-inbox-requests";
    static final String GATHER_ANSWERS = "gather-answers";
    static final String END_SESSIONS = "end-sessions";
    static final String CHANGE_PREFERENCES = "change-preferences";
    static final String ANSWER_INQUIRIES = "answer-inquiries";
    static final String GATHER_INBOXES = "gather-inboxes";
    static final String GATHER_PREFERENCES = "gather-preferences";
    static final String TAKE_DELIVERIES = "take-deliveries";
    static final String TAKE_PUSHES = "take-pushes";
    static final String TAKE_COMMANDS = "take-commands";
    static final String TAKE_PREFERENCES = "take-preferences";
    static final String GATHER_PUSHES = "gather-pushes";
    static final String WRITE_DELIVERIES = "write-deliveries";
    static final String WRITE_PUSHES = "write-pushes";
    static final String WRITE_COMMANDS = "write-commands";
    static final String WRITE_PREFERENCES = "write-preferences";
    static final String WRITE_ANSWERS = "write-answers";

    static final String SESSIONS = "user-sessions";
    static final String INBOXES = "user-inboxes";
    static final String RECENT_MESSAGES = "user-recent-messages";
    static final String PREVIEWS = "user-previews";
    static final String LARGE_HEADS = "user-large-heads";

    private Names() {}
}
