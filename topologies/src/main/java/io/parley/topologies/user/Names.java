package io.parley.topologies.user;

/** Names the parts of the topology. Changing a name loses state: it is a migration. */
final class Names {

    static final String READ_EXPANSIONS = "read-expansions";
    static final String READ_SESSIONS = "read-sessions";
    static final String READ_INBOX_REQUESTS = "read-inbox-requests";
    static final String READ_GATEWAYS = "read-gateways";

    static final String ROUTE = "route-expansions";
    static final String TRACK_SESSIONS = "track-sessions";
    static final String ANSWER_INBOX_REQUESTS = "answer-inbox-requests";
    static final String GATHER_ANSWERS = "gather-answers";
    static final String END_SESSIONS = "end-sessions";
    static final String GATHER_INBOXES = "gather-inboxes";
    static final String TAKE_DELIVERIES = "take-deliveries";
    static final String TAKE_PUSHES = "take-pushes";
    static final String GATHER_PUSHES = "gather-pushes";
    static final String WRITE_DELIVERIES = "write-deliveries";
    static final String WRITE_PUSHES = "write-pushes";

    static final String SESSIONS = "user-sessions";
    static final String INBOXES = "user-inboxes";
    static final String RECENT_MESSAGES = "user-recent-messages";
    static final String PREVIEWS = "user-previews";
    static final String LARGE_HEADS = "user-large-heads";

    private Names() {}
}
