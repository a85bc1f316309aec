package io.parley.topologies.presence;

/** Names the parts of the topology. Changing a name loses state: it is a migration. */
final class Names {

    static final String READ_GATEWAYS = "read-gateways";
    static final String READ_SESSIONS = "read-sessions";
    static final String READ_WATCHES = "read-watches";
    static final String READ_PREFERENCES = "read-preferences";

    static final String JUDGE_LEASES = "judge-leases";
    static final String WRITE_VERDICTS = "write-verdicts";

    static final String FOLLOW_SESSIONS = "follow-sessions";
    static final String ANSWER_WATCHES = "answer-watches";
    static final String FOLLOW_BLOCKS = "follow-blocks";
    static final String END_PRESENCE = "end-presence";
    static final String GATHER_ANSWERS = "gather-answers";
    static final String GATHER_ENDS = "gather-ends";
    static final String GATHER_BLOCKS = "gather-blocks";
    static final String HIDE = "hide-from-blocked";
    static final String TAKE_CHANGES = "take-changes";
    static final String WRITE_CHANGES = "write-changes";
    static final String TELL_WATCHERS = "tell-watchers";
    static final String WRITE_DELIVERIES = "write-deliveries";

    static final String LEASES = "presence-leases";
    static final String USERS = "presence-users";
    static final String BLOCKS = "presence-blocks";

    private Names() {}
}
