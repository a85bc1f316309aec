package io.parley.topologies.conversation;

/** Names the parts of the topology. Changing a name loses state: it is a migration. */
final class Names {

    static final String READ_COMMANDS = "read-commands";
    static final String READ_SIGNALS = "read-signals";
    static final String READ_ENDS = "read-gateway-ends";
    static final String GATHER_SIGNALS = "gather-signals";
    static final String GATHER_ENDS = "gather-gateway-ends";
    static final String DECIDE = "decide-and-expand";
    static final String TAKE_EVENTS = "take-events";
    static final String TAKE_OUTCOMES = "take-outcomes";
    static final String TAKE_HELD = "take-held";
    static final String TAKE_ROSTERS = "take-rosters";
    static final String TAKE_EXPANSIONS = "take-expansions";
    static final String TAKE_ANSWERS = "take-answers";
    static final String WRITE_EVENTS = "write-events";
    static final String WRITE_OUTCOMES = "write-outcomes";
    static final String WRITE_HELD = "write-held";
    static final String WRITE_ROSTERS = "write-rosters";
    static final String WRITE_EXPANSIONS = "write-expansions";
    static final String WRITE_ANSWERS = "write-answers";

    static final String WAITING_HINTS = "conversation-waiting-hints";
    static final String WAITING_READS = "conversation-waiting-reads";

    private Names() {}
}
