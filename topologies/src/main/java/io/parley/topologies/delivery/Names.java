package io.parley.topologies.delivery;

/** The names of what the topology is made of. A name that changes loses state: it is a migration. */
final class Names {

    static final String READ_EVENTS = "read-events";
    static final String READ_OUTCOMES = "read-outcomes";
    static final String READ_SIGNALS = "read-signals";
    static final String READ_SESSIONS = "read-sessions";
    static final String READ_GATEWAYS = "read-gateways";

    static final String EXPAND = "expand-to-recipients";
    static final String ADDRESS_OUTCOMES = "address-outcomes";
    static final String ANSWER_SIGNALS = "answer-signals";
    static final String TAKE_MOVED_READS = "take-moved-reads";
    static final String TAKE_ANSWERS = "take-answers";
    static final String GATHER_OUTCOMES = "gather-outcomes";
    static final String GATHER_READS = "gather-reads";
    static final String EXPANSIONS = "expansions";
    static final String WRITE_ANSWERS = "write-answers";

    static final String ROUTE = "route-expansions";
    static final String TRACK_SESSIONS = "track-sessions";
    static final String END_SESSIONS = "end-sessions";
    static final String GATHER_INBOXES = "gather-inboxes";
    static final String TAKE_DELIVERIES = "take-deliveries";
    static final String TAKE_PUSHES = "take-pushes";
    static final String GATHER_PUSHES = "gather-pushes";
    static final String WRITE_DELIVERIES = "write-deliveries";
    static final String WRITE_PUSHES = "write-pushes";

    static final String CONVERSATIONS = "delivery-conversations";
    static final String MEMBERS = "delivery-members";
    static final String SESSIONS = "delivery-sessions";
    static final String INBOXES = "delivery-inboxes";
    static final String RECENT_MESSAGES = "delivery-recent-messages";

    private Names() {}
}
