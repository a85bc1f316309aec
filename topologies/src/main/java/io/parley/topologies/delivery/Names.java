package io.parley.topologies.delivery;

/** The names of what the topology is made of. A name that changes loses state: it is a migration. */
final class Names {

    static final String READ_EVENTS = "read-events";
    static final String READ_OUTCOMES = "read-outcomes";
    static final String READ_SIGNALS = "read-signals";
    static final String READ_SESSIONS = "read-sessions";
    static final String READ_GATEWAYS = "read-gateways";

    static final String GATHER_SIGNALS = "gather-signals";
    static final String GATHER_ENDS = "gather-gateway-ends";
    static final String FOLLOW_CONVERSATIONS = "follow-conversations";
    static final String TAKE_EXPANSIONS = "take-expansions";
    static final String ADDRESS_OUTCOMES = "address-outcomes";
    static final String GATHER_OUTCOMES = "gather-outcomes";
    static final String EXPANSIONS = "expansions";
    static final String TAKE_DIRECT_DELIVERIES = "take-direct-deliveries";
    static final String WRITE_DIRECTLY = "write-directly";

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
    static final String INTERESTS = "delivery-interests";
    static final String INTEREST_EPOCHS = "delivery-interest-epochs";
    static final String WAITING_HINTS = "delivery-waiting-hints";
    static final String WAITING_READS = "delivery-waiting-reads";
    static final String SESSIONS = "delivery-sessions";
    static final String INBOXES = "delivery-inboxes";
    static final String RECENT_MESSAGES = "delivery-recent-messages";
    static final String LARGE_HEADS = "delivery-large-heads";

    private Names() {}
}
