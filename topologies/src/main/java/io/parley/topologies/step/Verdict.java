package io.parley.topologies.step;

import io.parley.avro.Command;
import io.parley.protocol.RejectCode;

import java.util.Set;

/** The verdict of a step on a command. */
public sealed interface Verdict {

    /**
     * The command passes to the next step or to its decision.
     *
     * @param command the same command, or a copy with another body of the same kind; never with other ids
     */
    record Pass(Command command) implements Verdict {}

    /**
     * The command has no effect, and its sender gets the refusal.
     *
     * @param code of the client protocol: one of {@link #CODES}
     * @param message for people
     */
    record Refuse(String code, String message) implements Verdict {

        /** The codes that a step may refuse with: those that say nothing about the conversation or the service. */
        public static final Set<String> CODES = Set.of(
                RejectCode.BAD_FRAME.wireName(), RejectCode.TOO_LARGE.wireName(), RejectCode.FORBIDDEN.wireName());

        private static final int LONGEST = 500;

        /** @throws IllegalArgumentException if a client couldn't understand it */
        public Refuse {
            if (!CODES.contains(code)) {
                throw new IllegalArgumentException("code: " + code + " (expected: one of " + CODES + ")");
            }
            if (message.isBlank() || message.length() > LONGEST) {
                throw new IllegalArgumentException("message: " + message + " (expected: 1-" + LONGEST + " characters)");
            }
        }
    }

    /**
     * The command waits in {@code held} for a moderator; its sender is notified of that, without the reason.
     *
     * @param reason for the moderator
     */
    record Hold(String reason) implements Verdict {}

    /** Passes the command. */
    static Verdict pass(Command command) {
        return new Pass(command);
    }

    /** Refuses the command as forbidden. */
    static Verdict refuse(String message) {
        return new Refuse("forbidden", message);
    }

    /** Holds the command for a moderator. */
    static Verdict hold(String reason) {
        return new Hold(reason);
    }
}
