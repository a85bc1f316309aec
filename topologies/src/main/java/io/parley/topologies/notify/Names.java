package io.parley.topologies.notify;

/** Names the parts of the topology. Changing a name loses state: it is a migration. */
final class Names {

    static final String READ_PUSHES = "read-pushes";
    static final String READ_DEVICES = "read-devices";
    static final String READ_OUTCOMES = "read-outcomes";

    static final String DECIDE = "decide-pushes";
    static final String KEEP_DEVICES = "keep-devices";
    static final String DROP_TOKENS = "drop-dead-tokens";
    static final String LOSE_TOKENS = "lose-taken-tokens";
    static final String FIND_OWNERS = "find-token-owners";

    static final String GATHER_DEVICES = "gather-devices";
    static final String GATHER_TOKENS = "gather-dead-tokens";
    static final String GATHER_LOSSES = "gather-losses";
    static final String TAKE_TOKENS = "take-tokens";
    static final String TAKE_SENDS = "take-sends";
    static final String TAKE_OUTCOMES = "take-outcomes";
    static final String TAKE_TOMBSTONES = "take-tombstones";
    static final String WRITE_SENDS = "write-sends";
    static final String WRITE_OUTCOMES = "write-outcomes";
    static final String WRITE_TOMBSTONES = "write-tombstones";

    static final String REGISTERED_TOKENS = "registered-tokens";
    static final String TAKEN_TOKENS = "taken-tokens";

    static final String DEVICES = "notify-devices";
    static final String SHOWN = "notify-shown";
    static final String WAITING = "notify-waiting";
    static final String OWNERS = "notify-token-owners";

    private Names() {}
}
