package io.parley.topologies.step;

import io.parley.avro.Command;
import io.parley.protocol.RejectCode;

import java.util.Set;

/** What a step says to a command. */
public sealed interface Verdict {

    /**
     * It goes on, to the next step or to its decision.
     *
     * @param command as it came, or a copy with another body of the same kind; never with other ids
     */
    record Pass(Command command) implements Verdict {}

    /**
     * It doesn't take effect, and its sender gets the refusal.
     *
     * @param code of the client protocol: one of {@link #CODES}
     * @param message for people
     */
    record Refuse(String code, String message) implements Verdict {

        /** What a step may refuse with: codes that say nothing about the conversation or the service. */
        public static final Set<String> CODES = Set.of(
                RejectCode.BAD_FRAME.wireName(), RejectCode.TOO_LARGE.wireName(), RejectCode.FORBIDDEN.wireName());

        private static final int LONGEST = 500;

        /** @throws IllegalArgumentException if a client couldn't make sense of it */
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
     * It waits for somebody's judgement in {@code held}; its sender learns that it does, and not why.
     *
     * @param reason for the one who judges it
     */
    record Hold(String reason) implements Verdict {}

    /** It goes on. */
    static Verdict pass(Command command) {
        return new Pass(command);
    }

    /** It is refused as something that isn't allowed. */
    static Verdict refuse(String message) {
        return new Refuse("forbidden", message);
    }

    /** It waits for somebody's judgement. */
    static Verdict hold(String reason) {
        return new Hold(reason);
    }
}
