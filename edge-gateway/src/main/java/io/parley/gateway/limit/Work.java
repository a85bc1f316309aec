package io.parley.gateway.limit;

/**
 * Describes the work that a request causes.
 *
 * @param commands records in the log of commands: 1, or 0 for a request that is no command
 * @param units rows that are read, members that are touched, KiB that are answered
 * @param groups that are created
 * @param members that are brought into a conversation
 */
public record Work(int commands, long units, int groups, int members) {

    /** Units of a record in the log, and of what every process does with it. */
    public static final int RECORD_UNITS = 5;

    /** A command that touches only its conversation and its members' inboxes, like a message. */
    public static final Work PLAIN_COMMAND = new Work(1, 0, 0, 0);

    /** A request that appends one record to the log. */
    public static final Work PLAIN_REQUEST = request(RECORD_UNITS);

    /** Makes the work of a request that is no command. */
    public static Work request(long units) {
        return new Work(0, units, 0, 0);
    }
}
