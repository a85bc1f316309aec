package io.parley.topologies.user.preference;

import io.parley.avro.Command;
import io.parley.avro.Event;
import io.parley.avro.Outcome;
import io.parley.avro.Remove;

import java.util.List;

/**
 * Makes the command by which a user leaves a group again that somebody they have blocked put them into. Its id follows
 * from the event's sequence, so a repeat is the same command and does nothing more.
 */
public final class LeaveAgain {

    private static final String PREFIX = "left-by-block.";

    private LeaveAgain() {}

    public static Command of(Event joined, String userId) {
        return new Command(
                joined.getConversationId(),
                userId,
                PREFIX + joined.getSequence(),
                new Remove(List.of(userId)),
                false,
                null);
    }

    /** Whether an outcome has the form of one of these commands'. Clients may use the same ids. */
    public static boolean isOutcome(Outcome outcome) {
        return outcome.getCommandId().startsWith(PREFIX);
    }
}
